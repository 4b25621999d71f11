package dev.penstock.tenancy;

import java.util.Locale;

/** What one may do; {@link Role} says who may. */
public enum Permission {
  /** Look at the organisation's jobs, data, models, members. */
  READ,
  /** Submit jobs, and write data, models and endpoints. */
  SUBMIT,
  /** Call the organisation's inference endpoints. */
  INFER,
  /** Manage members, keys and projects. */
  ADMINISTER,
  /** See balances, statements and usage. */
  BILLING_READ,
  /** Staff: run the fleet, decide on applications. */
  OPERATE,
  /** Staff: top accounts up, see the ledger. */
  FINANCE,
  /** Read the audit log. */
  AUDIT;

  /** As people read it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
