package dev.penstock.tenancy;

import dev.penstock.shared.OrgId;

/** An organisation may use the centre from now on. Published after commit; it only wakes. */
public record OrganisationApproved(OrgId org) {}
