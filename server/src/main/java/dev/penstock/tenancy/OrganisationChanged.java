package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;

/** An organisation applied, or was decided on. It only wakes: what holds is in the database. */
public record OrganisationChanged(OrgId org) {}
