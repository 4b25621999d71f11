package dev.penstock.queues;

import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What waits, in the database. */
final class QueueTable {
  private static final Listing QUEUE =
      Listing.of(
          "place",
          Listing.Key.number("came", "e.seq"),
          Listing.Key.number("place", "(- e.priority::bigint)"));

  private static final String GOES_BACK =
      "ON CONFLICT (job_id) DO UPDATE SET again = e.again || excluded.again";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  QueueTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void enqueue(Waiting job) {
    Shape shape = job.shape();
    Waiting.Tasks tasks = job.tasks();
    jdbc.sql(
            """
            INSERT INTO queues.entry AS e (job_id, org_id, project_id, person_id, nodes, least_nodes,
                card_model, cards, card_milli, milli_cores, memory_mib, priority, wall_millis, terms, earliest,
                tasks, at_once, next_task, again)
            VALUES (:job, :org, :project, :person, :nodes, :least, :model, :cards, :part, :cores, :memory,
                :priority, :wall, CAST(:terms AS jsonb), :earliest, :tasks, :atOnce, :next, :again)
            """
                + (goesBack(tasks) ? GOES_BACK : ""))
        .param("job", job.job().value())
        .param("org", job.org().value())
        .param("project", job.project().value())
        .param("person", job.person().value())
        .param("nodes", job.nodes())
        .param("least", job.leastNodes())
        .param("model", shape.cardModel())
        .param("cards", shape.cards())
        .param("part", shape.cardMilli())
        .param("cores", shape.milliCores())
        .param("memory", shape.memoryMiB())
        .param("priority", job.priority())
        .param("wall", job.wallTime() == null ? null : job.wallTime().toMillis())
        .param("terms", terms(job.terms()))
        .param("earliest", timestamp(job.terms().earliest()))
        .param("tasks", tasks == null ? null : tasks.count())
        .param("atOnce", tasks == null ? null : tasks.atOnce())
        .param("next", tasks == null ? null : tasks.next())
        .param("again", tasks == null ? null : tasks.again().toArray(Integer[]::new))
        .update();
  }

  /** Whether the array may be in the queue already. */
  private static boolean goesBack(Waiting.@Nullable Tasks tasks) {
    return tasks != null && !tasks.again().isEmpty();
  }

  /** Null for what most jobs say, which is nothing. */
  private @Nullable String terms(Terms terms) {
    return terms.equals(Terms.NONE) ? null : json.writeValueAsString(terms);
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }

  boolean remove(OrgId org, JobId job) {
    return jdbc.sql("DELETE FROM queues.entry WHERE org_id = ? AND job_id = ?")
            .params(org.value(), job.value())
            .update()
        > 0;
  }

  /** One task of an array waits no more. */
  void removeTask(JobId array, int task) {
    jdbc.sql("UPDATE queues.entry SET again = array_remove(again, ?) WHERE job_id = ?")
        .params(task, array.value())
        .update();
    dropArray(array);
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        new OrgId(row.getObject("org_id", UUID.class)),
        new JobId(row.getObject("job_id", UUID.class)),
        row.getInt("nodes"),
        row.getInt("priority"));
  }

  /** Single jobs have their place. */
  void dequeue(Collection<JobId> jobs) {
    if (!jobs.isEmpty()) {
      jdbc.sql("DELETE FROM queues.entry WHERE job_id = ANY (?)").param(uuids(jobs)).update();
    }
  }

  /**
   * Tasks of an array have their place, so that none of it is refused. What others add meanwhile
   * stays.
   *
   * @param placed which
   * @param next the first that was not looked at
   * @param passed those below the next that were looked at first now, and got no place
   */
  void dequeueTasks(JobId array, Collection<Integer> placed, int next, Collection<Integer> passed) {
    jdbc.sql(
            """
            UPDATE queues.entry SET not_before = NULL, refused = NULL,
              next_task = greatest(next_task, :next),
              again = ARRAY(SELECT t FROM unnest(again || :passed) t WHERE t <> ALL (:placed))
            WHERE job_id = :array
            """)
        .param("next", next)
        .param("passed", passed.toArray(Integer[]::new))
        .param("placed", placed.toArray(Integer[]::new))
        .param("array", array.value())
        .update();
    dropArray(array);
  }

  private void dropArray(JobId array) {
    jdbc.sql("DELETE FROM queues.entry WHERE job_id = ? AND next_task >= tasks AND again = '{}'")
        .param(array.value())
        .update();
  }

  void refuse(Map<JobId, String> refused, Instant until) {
    refused.forEach(
        (job, reason) ->
            jdbc.sql("UPDATE queues.entry SET not_before = ?, refused = ? WHERE job_id = ?")
                .params(Timestamp.from(until), reason, job.value())
                .update());
  }

  void reconsider(OrgId org) {
    jdbc.sql(
            "UPDATE queues.entry SET not_before = NULL WHERE org_id = ? AND not_before IS NOT NULL")
        .param(org.value())
        .update();
  }

  /** What holds jobs beside other jobs' need of room: others' ends, the time, a refusal. */
  Map<JobId, WaitReason> held(Collection<JobId> jobs, Instant now) {
    Map<JobId, WaitReason> held = new HashMap<>();
    jdbc.sql(
            """
            SELECT e.job_id, e.earliest > :now AS early, e.earliest,
              CASE WHEN e.not_before IS NOT NULL THEN e.refused END AS refused,
              (SELECT array_agg(d.on_name ORDER BY d.on_job) FROM queues.dependency d
               WHERE d.entry = e.job_id) AS after
            FROM queues.entry e WHERE e.job_id = ANY (:jobs)
            """)
        .param("jobs", uuids(jobs))
        .param("now", Timestamp.from(now))
        .query(
            row -> {
              WaitReason reason = reason(row);
              if (reason != null) {
                held.put(new JobId(row.getObject("job_id", UUID.class)), reason);
              }
            });
    return held;
  }

  private static @Nullable WaitReason reason(ResultSet row) throws SQLException {
    if (row.getArray("after") != null) {
      return new WaitReason.After(List.of((String[]) row.getArray("after").getArray()));
    }
    if (row.getBoolean("early")) {
      return new WaitReason.NotBefore(row.getTimestamp("earliest").toInstant());
    }
    String refused = row.getString("refused");
    return refused == null ? null : new WaitReason.Refused(refused);
  }

  /** Where a job stands, in the dispatcher's order. */
  Optional<Standing> standing(JobId job) {
    return jdbc.sql(
            """
            WITH one AS (SELECT * FROM queues.entry WHERE job_id = ?)
            SELECT one.card_model,
              count(*) FILTER (WHERE e.org_id = one.org_id) AS own_waiting,
              count(*) FILTER (WHERE e.org_id = one.org_id
                AND (- e.priority, e.seq) <= (- one.priority, one.seq)) AS own,
              count(*) FILTER (WHERE e.card_model IS NOT DISTINCT FROM one.card_model)
                AS line_waiting,
              count(*) FILTER (WHERE e.card_model IS NOT DISTINCT FROM one.card_model
                AND (- e.priority, e.seq) <= (- one.priority, one.seq)) AS line
            FROM one CROSS JOIN queues.entry e GROUP BY one.card_model
            """)
        .param(job.value())
        .query(
            (row, number) ->
                new Standing(
                    row.getInt("own"),
                    row.getInt("own_waiting"),
                    row.getInt("line"),
                    row.getInt("line_waiting"),
                    row.getString("card_model")))
        .optional();
  }

  /** By page, in the dispatcher's order. */
  Page<Entry> page(ListQuery query) {
    return QUEUE.page(query).read(jdbc, "e.*", "queues.entry e", QueueTable::entry);
  }

  private static UUID[] uuids(Collection<JobId> jobs) {
    return jobs.stream().map(JobId::value).toArray(UUID[]::new);
  }
}
