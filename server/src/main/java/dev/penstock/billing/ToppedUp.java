package dev.penstock.billing;

import dev.penstock.shared.OrgId;

/** An organisation has paid in. Published after commit; it only wakes. */
public record ToppedUp(OrgId org) {}
