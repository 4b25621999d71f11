package dev.penstock.billing;

import static dev.penstock.billing.Ledger.texts;

import dev.penstock.rating.Rating;
import dev.penstock.shared.Ids;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lines of bills. Only the biller writes them, under its cursor's lock. */
@Component
final class Lines {
  /**
   * A line that has changed.
   *
   * @param difference what its amount grew by, in micro-yuan, not negative
   */
  record Change(UUID line, LineKey key, long difference) {}

  private record Before(UUID id, BigInteger quantity, long amount) {}

  private record After(
      UUID id, LineKey key, RatedBatch.Added added, BigInteger quantity, long amount) {}

  private static final String KEY_ARRAYS =
      """
      ?::uuid[], ?::date[], ?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::numeric[],
      ?::text[]""";

  private static final String KEY_COLUMNS =
      """
      org_id, month, project_id, resource_kind, resource_id, meter, unit, unit_price,
      rounding""";

  private final JdbcClient jdbc;

  Lines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds usage to its lines, opening them as needed; the whole line is rounded, and once. */
  List<Change> add(Map<LineKey, RatedBatch.Added> added) {
    if (added.isEmpty()) {
      return List.of();
    }
    List<LineKey> keys = List.copyOf(added.keySet());
    Map<LineKey, Before> known = find(keys);
    List<After> lines = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    added.forEach(
        (key, gain) -> {
          Before before = known.getOrDefault(key, new Before(Ids.next(), BigInteger.ZERO, 0));
          BigInteger quantity = before.quantity().add(gain.quantity());
          long amount = Rating.amount(key.item(), quantity, key.rounding());
          lines.add(new After(before.id(), key, gain, quantity, amount));
          changes.add(new Change(before.id(), key, Math.subtractExact(amount, before.amount())));
        });
    save(lines);
    link(lines);
    return changes;
  }

  private Map<LineKey, Before> find(List<LineKey> keys) {
    Map<LineKey, Before> known = new HashMap<>();
    keyed(
            """
            SELECT k.place, l.id, l.quantity, l.amount
            FROM unnest(%s) WITH ORDINALITY AS k (%s, place)
            JOIN billing.line l USING (%s)
            """
                .formatted(KEY_ARRAYS, KEY_COLUMNS, KEY_COLUMNS),
            keys)
        .query(
            row -> {
              known.put(
                  keys.get(row.getInt("place") - 1),
                  new Before(
                      row.getObject("id", UUID.class),
                      row.getBigDecimal("quantity").toBigIntegerExact(),
                      row.getLong("amount")));
            });
    return known;
  }

  private void save(List<After> lines) {
    keyed(
            """
            INSERT INTO billing.line AS l (%s, id, job_id, quantity, amount, records)
            SELECT * FROM unnest(%s, ?::uuid[], ?::uuid[], ?::numeric[], ?::bigint[], ?::bigint[])
            ON CONFLICT (id) DO UPDATE SET
              quantity = excluded.quantity, amount = excluded.amount,
              records = l.records + excluded.records
            """
                .formatted(KEY_COLUMNS, KEY_ARRAYS),
            lines.stream().map(After::key).toList())
        .param(texts(lines, After::id))
        .param(texts(lines, line -> line.added().job()))
        .param(texts(lines, After::quantity))
        .param(lines.stream().map(After::amount).toArray(Long[]::new))
        .param(
            lines.stream().map(line -> (long) line.added().positions().size()).toArray(Long[]::new))
        .update();
  }

  private void link(List<After> lines) {
    List<String> orgs = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    for (After line : lines) {
      for (Long position : line.added().positions()) {
        orgs.add(line.key().org().toString());
        ids.add(line.id().toString());
        positions.add(position);
      }
    }
    jdbc.sql(
            """
            INSERT INTO billing.line_usage (org_id, line_id, position)
            SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::bigint[])
            """)
        .param(orgs.toArray(String[]::new))
        .param(ids.toArray(String[]::new))
        .param(positions.toArray(Long[]::new))
        .update();
  }

  private JdbcClient.StatementSpec keyed(String sql, List<LineKey> keys) {
    return jdbc.sql(sql)
        .param(texts(keys, LineKey::org))
        .param(texts(keys, key -> key.month().atDay(1)))
        .param(texts(keys, LineKey::project))
        .param(texts(keys, LineKey::resourceKind))
        .param(texts(keys, LineKey::resource))
        .param(texts(keys, key -> key.item().meter()))
        .param(texts(keys, key -> key.item().unit().label()))
        .param(texts(keys, key -> key.item().price().toPlainString()))
        .param(texts(keys, LineKey::rounding));
  }
}
