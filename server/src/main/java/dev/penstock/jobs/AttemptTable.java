package dev.penstock.jobs;

import dev.penstock.dispatch.Placement;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Attempts in the database. */
final class AttemptTable {
  private static final TypeReference<List<Placement.Slot>> SLOTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final JsonMapper json;

  AttemptTable(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
  }

  /** Writes new attempts, which are to be started. */
  void insert(List<Attempt> attempts, long generation) {
    batches.batchUpdate(
        """
        INSERT INTO jobs.attempt (id, org_id, job_id, number, state, engine, slots, generation,
            held_micro, held_until)
        VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, NULL)
        """,
        attempts,
        attempts.size(),
        (statement, attempt) -> {
          statement.setObject(1, attempt.id().value());
          statement.setObject(2, attempt.org().value());
          statement.setObject(3, attempt.job().value());
          statement.setInt(4, attempt.number());
          statement.setString(5, attempt.state().name());
          statement.setString(6, attempt.engine());
          statement.setString(7, json.writeValueAsString(attempt.slots()));
          statement.setLong(8, generation);
          statement.setLong(9, attempt.held().micro());
        });
  }

  /**
   * Claims attempts for the open transaction: another starter passes them over until its end.
   *
   * @param reached engines that are reached from here
   * @param alive engines that some server reaches; what is for another is claimed as well
   * @param but these are left out
   */
  List<Attempt> claim(
      Collection<String> reached, Collection<String> alive, Collection<AttemptId> but, int most) {
    return jdbc.sql(
            """
            SELECT * FROM jobs.attempt
            WHERE state = 'TO_START' AND (engine = ANY (:reached) OR engine <> ALL (:alive))
              AND id <> ALL (:but)
            ORDER BY id LIMIT :most
            FOR UPDATE SKIP LOCKED
            """)
        .param("reached", reached.toArray(String[]::new))
        .param("alive", alive.toArray(String[]::new))
        .param("but", but.stream().map(AttemptId::value).toArray(UUID[]::new))
        .param("most", most)
        .query(this::row)
        .list();
  }

  /** Fails where the open transaction has been broken off, and with it what it has claimed. */
  void requireStillClaimed() {
    jdbc.sql("SELECT 1").query(Integer.class).single();
  }

  List<Attempt> openAt(String engine) {
    return jdbc.sql(
            "SELECT * FROM jobs.attempt WHERE state IN ('STARTING', 'RUNNING') AND engine = ?")
        .param(engine)
        .query(this::row)
        .list();
  }

  List<Attempt> open() {
    return jdbc.sql("SELECT * FROM jobs.attempt WHERE state IN ('STARTING', 'RUNNING')")
        .query(this::row)
        .list();
  }

  /** How many are open on each engine that has any. */
  Map<String, Long> openByEngine() {
    Map<String, Long> open = new HashMap<>();
    jdbc.sql(
            """
            SELECT engine, count(*) AS open FROM jobs.attempt
            WHERE state IN ('STARTING', 'RUNNING') GROUP BY engine
            """)
        .query(
            row -> {
              open.put(row.getString("engine"), row.getLong("open"));
            });
    return open;
  }

  List<Attempt> byIds(Collection<AttemptId> ids) {
    return jdbc.sql("SELECT * FROM jobs.attempt WHERE id = ANY (?)")
        .param(uuids(ids))
        .query(this::row)
        .list();
  }

  List<Attempt> lockAll(Collection<AttemptId> ids) {
    return jdbc.sql("SELECT * FROM jobs.attempt WHERE id = ANY (?) ORDER BY id FOR UPDATE")
        .param(uuids(ids))
        .query(this::row)
        .list();
  }

  /** The jobs that these are attempts at, and the arrays that those are tasks of. */
  Set<JobId> jobsOf(Collection<AttemptId> ids) {
    Set<JobId> jobs = new HashSet<>();
    jdbc.sql(
            """
            SELECT a.job_id, j.array_id FROM jobs.attempt a JOIN jobs.job j ON j.id = a.job_id
            WHERE a.id = ANY (?)
            """)
        .param(uuids(ids))
        .query(
            row -> {
              jobs.add(new JobId(row.getObject("job_id", UUID.class)));
              UUID array = row.getObject("array_id", UUID.class);
              if (array != null) {
                jobs.add(new JobId(array));
              }
            });
    return jobs;
  }

  List<Attempt> openOf(Collection<JobId> jobs) {
    return jdbc.sql("SELECT * FROM jobs.attempt WHERE job_id = ANY (?) AND state <> 'ENDED'")
        .param(jobs.stream().map(JobId::value).toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  List<Attempt> lockOpenOf(Collection<JobId> jobs) {
    return jdbc.sql(
            """
            SELECT * FROM jobs.attempt WHERE job_id = ANY (?) AND state <> 'ENDED'
            ORDER BY id FOR UPDATE
            """)
        .param(jobs.stream().map(JobId::value).toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  /** In the order of their making. */
  List<Attempt> of(OrgId org, Collection<JobId> jobs) {
    return jdbc.sql(
            "SELECT * FROM jobs.attempt WHERE org_id = ? AND job_id = ANY (?) ORDER BY number")
        .params(org.value(), jobs.stream().map(JobId::value).toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  /** Those of several jobs, in the order of their making. */
  List<Attempt> ofAll(Collection<JobId> jobs) {
    return jdbc.sql("SELECT * FROM jobs.attempt WHERE job_id = ANY (?) ORDER BY number")
        .param(jobs.stream().map(JobId::value).toArray(UUID[]::new))
        .query(this::row)
        .list();
  }

  /** All attempts at tasks of arrays, by array; no query where there is no array. */
  Map<JobId, List<UUID>> ofTasks(Collection<JobId> arrays) {
    Map<JobId, List<UUID>> attempts = new HashMap<>();
    if (!arrays.isEmpty()) {
      jdbc.sql(
              """
              SELECT j.array_id, a.id FROM jobs.job j JOIN jobs.attempt a ON a.job_id = j.id
              WHERE j.array_id = ANY (?)
              """)
          .param(arrays.stream().map(JobId::value).toArray(UUID[]::new))
          .query(
              row -> {
                attempts
                    .computeIfAbsent(
                        new JobId(row.getObject("array_id", UUID.class)), id -> new ArrayList<>())
                    .add(row.getObject("id", UUID.class));
              });
    }
    return attempts;
  }

  /** How many tasks of arrays have a place, by array; no query where there is no array. */
  Map<JobId, Integer> tasksRunning(Collection<JobId> arrays) {
    Map<JobId, Integer> running = new HashMap<>();
    if (!arrays.isEmpty()) {
      jdbc.sql(
              """
              SELECT array_id, count(*) AS running FROM jobs.job
              WHERE array_id = ANY (?) AND state IN ('STARTING', 'RUNNING', 'STOPPING')
              GROUP BY array_id
              """)
          .param(arrays.stream().map(JobId::value).toArray(UUID[]::new))
          .query(
              row -> {
                running.put(
                    new JobId(row.getObject("array_id", UUID.class)), row.getInt("running"));
              });
    }
    return running;
  }

  void started(Collection<AttemptId> ids) {
    jdbc.sql("UPDATE jobs.attempt SET state = 'STARTING' WHERE id = ANY (?)")
        .param(uuids(ids))
        .update();
  }

  /** Writes what may change of each attempt. */
  void update(List<Attempt> attempts) {
    batches.batchUpdate(
        """
        UPDATE jobs.attempt SET state = ?, held_micro = ?, held_until = ?, started_at = ?,
            ended_at = ?, exit_code = ?, cause = ?, blame = ?, detail = ?, checkpoint = ?
        WHERE id = ?
        """,
        attempts,
        attempts.size(),
        (statement, attempt) -> {
          statement.setString(1, attempt.state().name());
          statement.setLong(2, attempt.held().micro());
          statement.setTimestamp(3, JobTable.timestamp(attempt.heldUntil()));
          statement.setTimestamp(4, JobTable.timestamp(attempt.startedAt()));
          statement.setTimestamp(5, JobTable.timestamp(attempt.endedAt()));
          statement.setObject(6, attempt.exitCode());
          statement.setString(7, attempt.cause());
          statement.setString(8, attempt.blame() == null ? null : attempt.blame().name());
          statement.setString(9, attempt.detail());
          statement.setTimestamp(10, JobTable.timestamp(attempt.checkpoint()));
          statement.setObject(11, attempt.id().value());
        });
  }

  /** Attempts whose hold ends before then. */
  List<Attempt> heldUntilBefore(Instant then) {
    return jdbc.sql(
            "SELECT * FROM jobs.attempt WHERE state = 'RUNNING' AND held_until < ? ORDER BY id")
        .param(java.sql.Timestamp.from(then))
        .query(this::row)
        .list();
  }

  private static UUID[] uuids(Collection<AttemptId> ids) {
    return ids.stream().map(AttemptId::value).toArray(UUID[]::new);
  }

  private Attempt row(ResultSet row, int number) throws SQLException {
    return new Attempt(
        new AttemptId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        new JobId(row.getObject("job_id", UUID.class)),
        row.getInt("number"),
        AttemptState.valueOf(row.getString("state")),
        row.getString("engine"),
        json.readValue(row.getString("slots"), SLOTS),
        new Money(row.getLong("held_micro")),
        JobTable.instant(row, "held_until"),
        JobTable.instant(row, "started_at"),
        JobTable.instant(row, "ended_at"),
        row.getObject("exit_code", Integer.class),
        row.getString("cause"),
        JobTable.blame(row.getString("blame")),
        row.getString("detail"),
        JobTable.instant(row, "checkpoint"));
  }
}
