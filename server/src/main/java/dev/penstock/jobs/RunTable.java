package dev.penstock.jobs;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts in the database, without what has been metered of them. */
final class RunTable {
  private static final String COLUMNS = "SELECT id, job_id, org_id, started_at, state ";

  private final JdbcClient jdbc;

  RunTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What lived on an engine in [from, to). */
  List<OwnRun> at(String engine, Instant from, Instant to) {
    return jdbc.sql(
            COLUMNS
                + """
                FROM jobs.attempt
                WHERE engine = ? AND coalesce(ended_at, 'infinity') > ? AND started_at < ?
                """)
        .params(engine, Timestamp.from(from), Timestamp.from(to))
        .query((row, number) -> run(row))
        .list();
  }

  /** Those of these that there are. */
  List<OwnRun> byIds(Collection<UUID> ids) {
    return jdbc.sql(COLUMNS + "FROM jobs.attempt WHERE id = ANY (?)")
        .param(ids.toArray(UUID[]::new))
        .query((row, number) -> run(row))
        .list();
  }

  private static OwnRun run(ResultSet row) throws SQLException {
    return new OwnRun(
        row.getObject("id", UUID.class),
        new JobId(row.getObject("job_id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        JobTable.instant(row, "started_at"),
        row.getString("state").equals(AttemptState.ENDED.name()),
        /* metered= */ null);
  }
}
