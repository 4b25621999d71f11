package dev.penstock.billing;

import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A transfer to be written. Which kinds go between which accounts, the database checks as well. */
record Posting(
    UUID id,
    OrgId org,
    Kind kind,
    UUID debit,
    UUID credit,
    long amount,
    @Nullable UUID resource,
    @Nullable UUID line,
    @Nullable String reference,
    @Nullable PersonId by) {

  enum Kind {
    TOP_UP("top-up"),
    HOLD("hold"),
    CAPTURE("capture"),
    RELEASE("release");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  static Posting topUp(OrgAccounts accounts, long amount, String reference, @Nullable PersonId by) {
    return new Posting(
        Ids.next(),
        accounts.org(),
        Kind.TOP_UP,
        Ledger.CASH,
        accounts.wallet(),
        amount,
        null,
        null,
        reference,
        by);
  }

  static Posting hold(OrgAccounts accounts, UUID resource, long amount) {
    return within(accounts, Kind.HOLD, accounts.wallet(), accounts.held(), amount, resource);
  }

  static Posting release(OrgAccounts accounts, UUID resource, long amount) {
    return within(accounts, Kind.RELEASE, accounts.held(), accounts.wallet(), amount, resource);
  }

  static Posting captureHeld(OrgAccounts accounts, UUID resource, UUID line, long amount) {
    return capture(accounts, accounts.held(), resource, line, amount);
  }

  static Posting captureWallet(OrgAccounts accounts, UUID resource, UUID line, long amount) {
    return capture(accounts, accounts.wallet(), resource, line, amount);
  }

  private static Posting capture(
      OrgAccounts accounts, UUID from, UUID resource, UUID line, long amount) {
    return new Posting(
        Ids.next(),
        accounts.org(),
        Kind.CAPTURE,
        from,
        Ledger.REVENUE,
        amount,
        resource,
        line,
        null,
        null);
  }

  private static Posting within(
      OrgAccounts accounts, Kind kind, UUID debit, UUID credit, long amount, UUID resource) {
    return new Posting(
        Ids.next(), accounts.org(), kind, debit, credit, amount, resource, null, null, null);
  }
}
