package dev.penstock.models;

import dev.penstock.shared.OrgId;
import java.util.UUID;

/** A model or its versions have changed. It only wakes: what holds is in the database. */
public record ModelChanged(UUID model, OrgId org) {}
