package dev.penstock.datasets;

import dev.penstock.shared.OrgId;
import java.util.UUID;

/** A dataset or its versions have changed. It only wakes: what holds is in the database. */
public record DatasetChanged(UUID dataset, OrgId org) {}
