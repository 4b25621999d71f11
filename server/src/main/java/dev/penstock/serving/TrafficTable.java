package dev.penstock.serving;

import dev.penstock.shared.OrgId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The minutes of endpoints' traffic. Every method needs an open transaction. */
final class TrafficTable {
  private final JdbcClient jdbc;

  TrafficTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds calls to their minutes; each endpoint and minute may be there once. */
  void add(Collection<TrafficMinute> minutes) {
    // in one order, so that two servers that write at once can't wait for each other
    List<TrafficMinute> ordered =
        minutes.stream()
            .sorted(
                Comparator.comparing((TrafficMinute it) -> it.endpoint().toString())
                    .thenComparing(TrafficMinute::minute))
            .toList();
    for (TrafficMinute it : ordered) {
      jdbc.sql(
              """
              INSERT INTO serving.traffic AS t
                (org_id, endpoint_id, minute, calls, errors, max_millis, buckets)
              VALUES (:org, :endpoint, :minute, :calls, :errors, :max, :buckets::int[])
              ON CONFLICT (endpoint_id, minute) DO UPDATE SET calls = t.calls + excluded.calls,
                errors = t.errors + excluded.errors,
                max_millis = greatest(t.max_millis, excluded.max_millis),
                buckets = serving.added(t.buckets, excluded.buckets)
              """)
          .param("org", it.org().value())
          .param("endpoint", it.endpoint().value())
          .param("minute", at(it.minute()))
          .param("calls", it.latencies().calls())
          .param("errors", it.errors())
          .param("max", it.latencies().maxMillis())
          .param("buckets", literal(it.latencies().buckets()))
          .update();
    }
  }

  private static String literal(int[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The minutes with calls from then on, in their order. */
  List<TrafficMinute> since(OrgId org, EndpointId endpoint, Instant from) {
    return jdbc.sql(
            """
            SELECT minute, errors, max_millis, buckets FROM serving.traffic
            WHERE org_id = ? AND endpoint_id = ? AND minute >= ? ORDER BY minute
            """)
        .params(org.value(), endpoint.value(), at(from))
        .query((row, n) -> minute(row, org, endpoint))
        .list();
  }

  private static TrafficMinute minute(ResultSet row, OrgId org, EndpointId endpoint)
      throws SQLException {
    Array buckets = row.getArray("buckets");
    return new TrafficMinute(
        org,
        endpoint,
        row.getObject("minute", OffsetDateTime.class).toInstant(),
        row.getInt("errors"),
        Latencies.of(
            Arrays.stream((Integer[]) buckets.getArray()).mapToInt(Integer::intValue).toArray(),
            row.getLong("max_millis")));
  }

  void removeBefore(Instant then) {
    jdbc.sql("DELETE FROM serving.traffic WHERE minute < ?").param(at(then)).update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
