package dev.penstock.fleet;

import java.util.UUID;

/** An incident has begun, ended or changed. It only wakes: what holds is in the database. */
public record IncidentChanged(UUID incident) {}
