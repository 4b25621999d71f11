package dev.penstock.serving;

import dev.penstock.metering.Meters;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of calls that are not rolled up yet. Every method needs an open transaction. */
final class CallTable {
  private static final String INSERT =
      """
      INSERT INTO serving.call (id, org_id, endpoint_id, key_id, at)
      SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[])
      """;

  // only what this statement deletes is added and handed over, so each row is used exactly once
  private static final String TAKE =
      """
      WITH taken AS (
        DELETE FROM serving.call c USING serving.endpoint e
        WHERE e.id = c.endpoint_id AND (c.at < :before OR e.state IN ('STOPPED', 'FAILED'))
        RETURNING c.id, c.at, c.endpoint_id, e.org_id, e.project_id, e.job_id, e.name, e.model,
          e.version, e.state IN ('STOPPED', 'FAILED') AS closed
      ), binned AS (
        SELECT endpoint_id, org_id, project_id, job_id, name, model, version, closed,
          count(*) AS calls, min(at) AS first_at, max(at) AS last_at, min(id::text) AS first_id
        FROM taken
        GROUP BY endpoint_id, org_id, project_id, job_id, name, model, version, closed,
          date_bin(make_interval(secs => :seconds), at, timestamptz 'epoch')
      ), added AS (
        UPDATE serving.endpoint e SET calls = e.calls + s.calls
        FROM (SELECT endpoint_id, sum(calls) AS calls FROM binned GROUP BY endpoint_id) s
        WHERE e.id = s.endpoint_id
      )
      SELECT *, closed AND first_at = max(first_at) OVER (PARTITION BY endpoint_id) AS last
      FROM binned ORDER BY endpoint_id, first_at
      """;

  private final JdbcClient jdbc;

  CallTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(List<Call> calls) {
    jdbc.sql(INSERT)
        .param(texts(calls, call -> call.id().toString()))
        .param(texts(calls, call -> call.org().toString()))
        .param(texts(calls, call -> call.endpoint().toString()))
        .param(
            calls.stream()
                .map(call -> call.key() == null ? null : call.key().toString())
                .toArray(String[]::new))
        .param(texts(calls, call -> call.at().toString()))
        .update();
  }

  private static String[] texts(List<Call> calls, Function<Call, String> column) {
    return calls.stream().map(column).toArray(String[]::new);
  }

  /**
   * Takes out the calls before the given time, and all calls of endpoints that have ended; adds
   * them to their endpoints and gives them as usage.
   *
   * @param interval no record spans a border between two intervals
   */
  List<UsageRecord> take(Instant before, Duration interval) {
    return jdbc.sql(TAKE)
        .param("before", OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
        .param("seconds", interval.toSeconds())
        .query((row, n) -> usage(row))
        .list();
  }

  private static UsageRecord usage(ResultSet row) throws SQLException {
    return new UsageRecord(
        "serving",
        row.getString("first_id"),
        new OrgId(row.getObject("org_id", UUID.class)),
        new ProjectId(row.getObject("project_id", UUID.class)),
        "endpoint",
        row.getObject("endpoint_id", UUID.class),
        new JobId(row.getObject("job_id", UUID.class)),
        Meters.CALL,
        row.getLong("calls"),
        row.getObject("first_at", OffsetDateTime.class).toInstant(),
        // a call takes no time here; the end is behind the last one, for the span is half open
        row.getObject("last_at", OffsetDateTime.class).toInstant().plus(1, ChronoUnit.MICROS),
        row.getBoolean("last"),
        Map.of(
            "endpoint",
            row.getString("name"),
            "model",
            row.getString("model") + "@" + row.getInt("version")));
  }
}
