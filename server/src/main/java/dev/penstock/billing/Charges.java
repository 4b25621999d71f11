package dev.penstock.billing;

import dev.penstock.shared.Money;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What resources have cost so far: one query for a page. */
@Service
public final class Charges {
  private final JdbcClient jdbc;

  Charges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is known of a resource's money.
   *
   * @param cost what it was charged so far
   * @param held what is still set aside for it
   * @param billedAt when it was charged last; null when it never was
   */
  public record Charge(Money cost, Money held, @Nullable Instant billedAt) {
    /** Of what was never charged. */
    public static final Charge NONE = new Charge(new Money(0), new Money(0), null);

    /** Both together. */
    public Charge plus(Charge other) {
      Instant last =
          billedAt == null || (other.billedAt != null && other.billedAt.isAfter(billedAt))
              ? other.billedAt
              : billedAt;
      return new Charge(cost.plus(other.cost), held.plus(other.held), last);
    }
  }

  /** The charges of resources, in the open transaction; what it may not see is charged nothing. */
  public Map<UUID, Charge> of(Collection<UUID> resources) {
    Map<UUID, Charge> charges = new HashMap<>();
    if (resources.isEmpty()) {
      return charges;
    }
    jdbc.sql(
            """
            SELECT r.id,
              (SELECT sum(l.amount) FROM billing.line l WHERE l.resource_id = r.id)::bigint AS cost,
              (SELECT h.amount - h.captured - h.released FROM billing.hold h
               WHERE h.resource_id = r.id AND h.closed_at IS NULL) AS held,
              (SELECT max(t.created_at) FROM billing.transfer t
               WHERE t.resource_id = r.id AND t.kind = 'capture') AS billed_at
            FROM unnest(?::uuid[]) AS r (id)
            """)
        .param(Ledger.texts(resources, resource -> resource))
        .query(
            row -> {
              OffsetDateTime billed = row.getObject("billed_at", OffsetDateTime.class);
              charges.put(
                  row.getObject("id", UUID.class),
                  new Charge(
                      new Money(row.getLong("cost")),
                      new Money(row.getLong("held")),
                      billed == null ? null : billed.toInstant()));
            });
    return charges;
  }
}
