package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Jobs in the database. */
final class JobTable {
  private static final TypeReference<List<Job.Output>> OUTPUTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final JsonMapper json;

  JobTable(JdbcClient jdbc, JdbcTemplate batches, JsonMapper json) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.json = json;
  }

  void insert(Job job) {
    jdbc.sql(
            """
            INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest,
                submitted_by, submitted_at)
            VALUES (:id, :org, :project, :name, :kind, :state, CAST(:spec AS jsonb),
                CAST(:resolved AS jsonb), :dearest, :by, :at)
            """)
        .param("id", job.id().value())
        .param("org", job.org().value())
        .param("project", job.project().value())
        .param("name", job.spec().name())
        .param("kind", String.valueOf(job.spec().kind()))
        .param("state", job.state().name())
        .param("spec", json.writeValueAsString(job.spec()))
        .param("resolved", json.writeValueAsString(job.resolved()))
        .param("dearest", job.dearest().micro())
        .param("by", job.submittedBy().value())
        .param("at", Timestamp.from(job.submittedAt()))
        .update();
  }

  /** Writes tasks of arrays that have their first place; what they share is their array's. */
  void insertTasks(List<Job> tasks) {
    batches.batchUpdate(
        """
        INSERT INTO jobs.job (id, org_id, project_id, name, kind, state, spec, resolved, dearest,
            submitted_by, submitted_at, array_id, array_index)
        SELECT ?, org_id, project_id, name, kind, ?, spec, resolved, dearest,
            submitted_by, submitted_at, id, ? FROM jobs.job WHERE id = ?
        """,
        tasks,
        Math.max(1, tasks.size()),
        (statement, task) -> {
          Job.TaskOf of = Objects.requireNonNull(task.taskOf());
          statement.setObject(1, task.id().value());
          statement.setString(2, task.state().name());
          statement.setInt(3, of.index());
          statement.setObject(4, of.array().value());
        });
  }

  Optional<Job> find(OrgId org, JobId id) {
    return jdbc.sql("SELECT * FROM jobs.job WHERE org_id = ? AND id = ?")
        .params(org.value(), id.value())
        .query(this::row)
        .optional();
  }

  /** The job, with the array that it is a task of; arrays come before their tasks. */
  List<Job> lockWithArray(OrgId org, JobId id) {
    return jdbc.sql(
            """
            SELECT * FROM jobs.job WHERE org_id = :org
              AND (id = :id OR id = (SELECT array_id FROM jobs.job WHERE id = :id))
            ORDER BY id FOR UPDATE
            """)
        .param("org", org.value())
        .param("id", id.value())
        .query(this::row)
        .list();
  }

  /** An array's tasks that have a row and have not ended; the array is locked before. */
  List<Job> lockOpenTasks(JobId array) {
    return jdbc.sql(
            """
            SELECT * FROM jobs.job WHERE array_id = ?
              AND state NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED') ORDER BY id FOR UPDATE
            """)
        .param(array.value())
        .query(this::row)
        .list();
  }

  /** The id of the latest job of this name that is not a task. */
  Optional<JobId> latest(OrgId org, String name) {
    return jdbc.sql(
            """
            SELECT id FROM jobs.job WHERE org_id = ? AND name = ? AND array_id IS NULL
            ORDER BY id DESC LIMIT 1
            """)
        .params(org.value(), name)
        .query((row, number) -> new JobId(row.getObject("id", UUID.class)))
        .optional();
  }

  /** Others start after these. */
  void await(Collection<JobId> ids) {
    jdbc.sql("UPDATE jobs.job SET awaited = true WHERE id = ANY (?) AND NOT awaited")
        .param(uuids(ids))
        .update();
  }

  List<Job> byIds(Collection<JobId> ids) {
    return jdbc.sql("SELECT * FROM jobs.job WHERE id = ANY (?)")
        .param(uuids(ids))
        .query(this::row)
        .list();
  }

  /** Which of these are to end. */
  Set<JobId> stopping(Collection<JobId> ids) {
    return new HashSet<>(
        jdbc.sql("SELECT id FROM jobs.job WHERE id = ANY (?) AND state = 'STOPPING'")
            .param(uuids(ids))
            .query((row, number) -> new JobId(row.getObject(1, UUID.class)))
            .list());
  }

  /** What waits of each flavour, the most first. */
  List<FlavourQueue> waitingByFlavour(Instant now) {
    return jdbc.sql(
            """
            SELECT flavour, count(*) AS waiting, min(submitted_at) AS oldest
            FROM jobs.job WHERE state = 'QUEUED' AND array_id IS NULL
            GROUP BY flavour ORDER BY waiting DESC, flavour
            """)
        .query(
            (row, n) ->
                new FlavourQueue(
                    row.getString("flavour"),
                    row.getLong("waiting"),
                    Math.max(
                        0,
                        Duration.between(row.getTimestamp("oldest").toInstant(), now).toSeconds())))
        .list();
  }

  List<Job> lockAll(Collection<JobId> ids) {
    return jdbc.sql("SELECT * FROM jobs.job WHERE id = ANY (?) ORDER BY id FOR UPDATE")
        .param(uuids(ids))
        .query(this::row)
        .list();
  }

  /** Writes what may change of each job. */
  void update(List<Job> jobs) {
    batches.batchUpdate(
        """
        UPDATE jobs.job SET state = ?, started_at = ?, ended_at = ?, failures = ?, losses = ?,
            stop_reason = ?, cause = ?, blame = ?, detail = ?, outputs = CAST(? AS jsonb),
            tasks_succeeded = ?, tasks_failed = ?, tasks_cancelled = ?
        WHERE id = ?
        """,
        jobs,
        jobs.size(),
        (statement, job) -> {
          statement.setString(1, job.state().name());
          statement.setTimestamp(2, timestamp(job.startedAt()));
          statement.setTimestamp(3, timestamp(job.endedAt()));
          statement.setInt(4, job.failures());
          statement.setInt(5, job.losses());
          statement.setString(6, job.stopReason());
          statement.setString(7, job.cause());
          statement.setString(8, job.blame() == null ? null : job.blame().name());
          statement.setString(9, job.detail());
          statement.setString(10, json.writeValueAsString(job.outputs()));
          statement.setInt(11, job.taskEnds().succeeded());
          statement.setInt(12, job.taskEnds().failed());
          statement.setInt(13, job.taskEnds().cancelled());
          statement.setObject(14, job.id().value());
        });
  }

  static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }

  static @Nullable Blame blame(@Nullable String name) {
    return name == null ? null : Blame.valueOf(name);
  }

  private static UUID[] uuids(Collection<JobId> ids) {
    return ids.stream().map(JobId::value).toArray(UUID[]::new);
  }

  Job row(ResultSet row, int number) throws SQLException {
    return new Job(
        new JobId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        new ProjectId(row.getObject("project_id", UUID.class)),
        JobState.valueOf(row.getString("state")),
        json.readValue(row.getString("spec"), JobSpec.class),
        json.readValue(row.getString("resolved"), Resolved.class),
        new Money(row.getLong("dearest")),
        new PersonId(row.getObject("submitted_by", UUID.class)),
        row.getTimestamp("submitted_at").toInstant(),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getInt("failures"),
        row.getInt("losses"),
        row.getString("stop_reason"),
        row.getString("cause"),
        blame(row.getString("blame")),
        row.getString("detail"),
        json.readValue(row.getString("outputs"), OUTPUTS),
        taskOf(row),
        new Job.TaskEnds(
            row.getInt("tasks_succeeded"),
            row.getInt("tasks_failed"),
            row.getInt("tasks_cancelled")),
        row.getBoolean("awaited"));
  }

  private static Job.@Nullable TaskOf taskOf(ResultSet row) throws SQLException {
    UUID array = row.getObject("array_id", UUID.class);
    return array == null ? null : new Job.TaskOf(new JobId(array), row.getInt("array_index"));
  }
}
