package dev.penstock.billing;

import dev.penstock.shared.OrgId;
import java.util.UUID;

/** An organisation's two accounts and what is in them, in micro-yuan. */
record OrgAccounts(OrgId org, UUID wallet, UUID held, long available, long heldBalance) {}
