package dev.penstock.billing;

import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Records what organisations pay in. */
@Service
public final class TopUps {
  /** A thousand million yuan: more at once is a slip of the hand. */
  private static final Money MOST = new Money(1_000_000_000L * 1_000_000);

  private static final int LONGEST_REFERENCE = 100;

  private final Access access;
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final ApplicationEventPublisher events;

  TopUps(Access access, JdbcClient jdbc, Ledger ledger, ApplicationEventPublisher events) {
    this.access = access;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.events = events;
  }

  /**
   * Credits the organisation's wallet. The same reference again is the same payment: it is answered
   * as before, and credited once.
   *
   * @param amount more than zero, at most ¥1,000,000,000
   * @param reference 1 to 100 characters, unique in the organisation
   * @param by who recorded it, where it was a person
   * @throws ProblemException when the amount or reference can't be, or the reference stands for
   *     another amount
   */
  public TopUp add(OrgId org, Money amount, String reference, @Nullable PersonId by) {
    return record(org, amount, reference, by).topUp();
  }

  /**
   * A payment that is on record.
   *
   * @param fresh whether it was put there just now
   */
  record Recorded(TopUp topUp, boolean fresh) {}

  /** The same, and whether it was the first time. */
  Recorded record(OrgId org, Money amount, String reference, @Nullable PersonId by) {
    if (!amount.isPositive() || amount.compareTo(MOST) > 0) {
      throw Problems.invalid(
          "amountYuan", amount.toString(), "give more than 0, and at most " + MOST);
    }
    String name = reference.strip();
    if (name.isEmpty() || name.length() > LONGEST_REFERENCE || name.indexOf('\0') >= 0) {
      throw Problems.invalid(
          "reference", reference, "give the payment's number, 1 to 100 characters");
    }
    return access.operator(
        () -> {
          OrgAccounts accounts =
              Objects.requireNonNull(ledger.lockWith(Ledger.CASH, Set.of(org)).get(org));
          return find(org, name)
              .map(known -> new Recorded(same(known, amount), false))
              .orElseGet(
                  () -> {
                    Posting posting = Posting.topUp(accounts, amount.micro(), name, by);
                    ledger.post(List.of(posting));
                    access.afterCommit(() -> events.publishEvent(new ToppedUp(org)));
                    return new Recorded(new TopUp(posting.id(), org, amount, name), true);
                  });
        });
  }

  /**
   * A payment of an organisation's.
   *
   * @param at when it was recorded
   */
  public record PaidTopUp(UUID transferId, Money amountYuan, String reference, Instant at) {}

  /** The organisation's last payments, the newest first. */
  public List<PaidTopUp> latest(OrgId org, int most) {
    return access.operator(
        () ->
            jdbc.sql(
                    """
                    SELECT id, amount, reference, created_at FROM billing.transfer
                    WHERE org_id = ? AND kind = 'top-up' ORDER BY created_at DESC LIMIT ?
                    """)
                .params(org.value(), most)
                .query(
                    (row, number) ->
                        new PaidTopUp(
                            row.getObject("id", UUID.class),
                            new Money(row.getLong("amount")),
                            row.getString("reference"),
                            row.getTimestamp("created_at").toInstant()))
                .list());
  }

  private static TopUp same(TopUp known, Money amount) {
    if (!known.amount().equals(amount)) {
      throw Problems.conflict(
          "reference",
          known.reference(),
          "this reference stands for a top-up of ¥%s, not of ¥%s".formatted(known.amount(), amount),
          "give each payment its own reference");
    }
    return known;
  }

  private Optional<TopUp> find(OrgId org, String reference) {
    return jdbc.sql(
            """
            SELECT id, amount FROM billing.transfer
            WHERE org_id = ? AND reference = ? AND kind = 'top-up'
            """)
        .param(org.value())
        .param(reference)
        .query(
            (row, number) ->
                new TopUp(
                    row.getObject("id", UUID.class),
                    org,
                    new Money(row.getLong("amount")),
                    reference))
        .optional();
  }
}
