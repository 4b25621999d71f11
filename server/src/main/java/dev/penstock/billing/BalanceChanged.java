package dev.penstock.billing;

import dev.penstock.shared.OrgId;
import java.util.Set;

/** Money of organisations has moved. It only wakes: what holds is in the database. */
public record BalanceChanged(Set<OrgId> orgs) {}
