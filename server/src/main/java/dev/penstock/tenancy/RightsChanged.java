package dev.penstock.tenancy;

/** Somebody's key, session or roles may have ended or changed: who relies on them looks again. */
public record RightsChanged() {}
