package dev.penstock.billing;

import dev.penstock.shared.OrgId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of holds. Read and written only under the lock of the organisation's accounts. */
@Component
final class Holds {
  /** A hold; all amounts in micro-yuan. */
  record Hold(UUID resource, OrgId org, long amount, long captured, long released, boolean open) {
    long left() {
      return open ? amount - captured - released : 0;
    }

    Hold extendedTo(long total) {
      return new Hold(resource, org, total, captured, released, open);
    }

    Hold capturing(long part) {
      return new Hold(resource, org, amount, Math.addExact(captured, part), released, open);
    }

    Hold closing() {
      return new Hold(resource, org, amount, captured, released + left(), false);
    }
  }

  private final JdbcClient jdbc;

  Holds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static Hold fresh(HoldRequest request) {
    return new Hold(request.resource(), request.org(), request.amount().micro(), 0, 0, true);
  }

  Map<UUID, Hold> find(Collection<UUID> resources) {
    Map<UUID, Hold> holds = new HashMap<>();
    jdbc.sql(
            """
            SELECT resource_id, org_id, amount, captured, released, closed_at IS NULL AS open
            FROM billing.hold WHERE resource_id = ANY(?::uuid[])
            """)
        .param(Ledger.texts(resources, resource -> resource))
        .query(
            row -> {
              Hold hold =
                  new Hold(
                      row.getObject("resource_id", UUID.class),
                      new OrgId(row.getObject("org_id", UUID.class)),
                      row.getLong("amount"),
                      row.getLong("captured"),
                      row.getLong("released"),
                      row.getBoolean("open"));
              holds.put(hold.resource(), hold);
            });
    return holds;
  }

  void save(Collection<Hold> holds) {
    if (holds.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO billing.hold AS h
              (resource_id, org_id, amount, captured, released, closed_at)
            SELECT resource_id, org_id, amount, captured, released, CASE WHEN open THEN NULL ELSE now() END
            FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[])
              AS n (resource_id, org_id, amount, captured, released, open)
            ON CONFLICT (resource_id) DO UPDATE SET
              amount = excluded.amount, captured = excluded.captured, released = excluded.released,
              closed_at = coalesce(h.closed_at, excluded.closed_at)
            """)
        .param(Ledger.texts(holds, Hold::resource))
        .param(Ledger.texts(holds, Hold::org))
        .param(numbers(holds.stream().map(Hold::amount).toList()))
        .param(numbers(holds.stream().map(Hold::captured).toList()))
        .param(numbers(holds.stream().map(Hold::released).toList()))
        .param(holds.stream().map(Hold::open).toArray(Boolean[]::new))
        .update();
  }

  private static Long[] numbers(List<Long> values) {
    return values.toArray(Long[]::new);
  }
}
