package dev.penstock.billing;

import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Whether there is money, and setting it aside. What changes money runs as the system, never inside
 * a tenant's transaction; call at most one such method in a transaction, since each locks accounts.
 */
@Service
public final class Funds {
  private final Access access;
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final Holds holds;

  Funds(Access access, JdbcClient jdbc, Ledger ledger, Holds holds) {
    this.access = access;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.holds = holds;
  }

  /** What the organisation has; zero where nothing was ever paid in. */
  public Balance balance(OrgId org) {
    return access.tenant(
        org,
        () ->
            jdbc.sql(
                    """
                    SELECT coalesce(sum(balance) FILTER (WHERE kind = 'wallet'), 0)::bigint AS wallet,
                           coalesce(sum(balance) FILTER (WHERE kind = 'held'), 0)::bigint AS held
                    FROM billing.account WHERE org_id = ?
                    """)
                .param(org.value())
                .query(
                    (row, number) ->
                        new Balance(
                            new Money(row.getLong("wallet")), new Money(row.getLong("held"))))
                .single());
  }

  /**
   * Checks that so much could be held now. Nothing is set aside.
   *
   * @throws ProblemException {@code payment-required} (402), with the balance and what is missing
   */
  public void require(OrgId org, Money amount) {
    Money available = balance(org).available();
    if (available.compareTo(amount) < 0) {
      throw Problems.paymentRequired(amount, available);
    }
  }

  /**
   * Sets money aside, for each request wholly or not at all, in their order. A resource that has an
   * open hold already is funded, whatever the amount; one whose hold was closed is not.
   *
   * @return the resources that are funded
   */
  public Set<UUID> hold(List<HoldRequest> requests) {
    if (requests.isEmpty()) {
      return Set.of();
    }
    return access.system(() -> holdLocked(requests));
  }

  private Set<UUID> holdLocked(List<HoldRequest> requests) {
    Map<OrgId, OrgAccounts> accounts =
        ledger.lock(requests.stream().map(HoldRequest::org).collect(Collectors.toSet()));
    Map<UUID, Holds.Hold> known =
        holds.find(requests.stream().map(HoldRequest::resource).collect(Collectors.toSet()));
    Funding funding = new Funding(accounts, known);
    requests.forEach(funding::decide);
    holds.save(funding.fresh());
    ledger.post(funding.postings());
    return funding.funded();
  }

  /**
   * Raises an open hold, so that a long run can go on.
   *
   * @param total how much is to be held over the resource's whole life, what is captured already
   *     included; a hold of as much or more stays as it is
   * @return whether that much is held; false when the money is not there, or the hold is not open
   */
  public boolean extend(OrgId org, UUID resource, Money total) {
    return access.system(
        () -> {
          OrgAccounts both = ledger.lock(Set.of(org)).get(org);
          Holds.Hold hold = holds.find(List.of(resource)).get(resource);
          if (hold == null || !hold.open() || !hold.org().equals(org)) {
            return false;
          }
          long more = Math.subtractExact(total.micro(), hold.amount());
          if (more <= 0) {
            return true;
          }
          if (both == null || both.available() < more) {
            return false;
          }
          holds.save(List.of(hold.extendedTo(total.micro())));
          ledger.post(List.of(Posting.hold(both, resource, more)));
          return true;
        });
  }

  /**
   * Gives back what is left of the resource's hold, when no usage of it will ever come: it never
   * started. Where usage comes, billing does this with the last of it. Does nothing when there is
   * no open hold.
   */
  public void release(OrgId org, UUID resource) {
    access.runAsSystem(
        () -> {
          OrgAccounts both = ledger.lock(Set.of(org)).get(org);
          Holds.Hold hold = holds.find(List.of(resource)).get(resource);
          if (hold == null || !hold.open() || !hold.org().equals(org)) {
            return;
          }
          holds.save(List.of(hold.closing()));
          if (both != null && hold.left() > 0) {
            ledger.post(List.of(Posting.release(both, resource, hold.left())));
          }
        });
  }
}
