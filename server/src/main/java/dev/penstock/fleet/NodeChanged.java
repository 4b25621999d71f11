package dev.penstock.fleet;

/** A node has changed its state. It only wakes: what holds is in the database. */
public record NodeChanged(String node) {}
