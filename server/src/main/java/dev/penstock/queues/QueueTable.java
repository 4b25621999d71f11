package dev.penstock.queues;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.Workload;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Shape;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The module's tables. */
final class QueueTable {
  private static final Listing QUEUE =
      Listing.of(
          "place",
          Listing.Key.number("came", "e.seq"),
          Listing.Key.number("place", "(- e.priority::bigint)"));

  private final JdbcClient jdbc;

  QueueTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Entry(OrgId org, Workload workload) {
    JobId job() {
      return new JobId(workload.id());
    }
  }

  record Allocation(String node, List<Integer> cards, long milliCores, long memoryMiB) {}

  void enqueue(Waiting job) {
    Shape shape = job.shape();
    jdbc.sql(
            """
            INSERT INTO queues.entry (job_id, org_id, nodes, card_model, cards, milli_cores,
                memory_mib, priority)
            VALUES (:job, :org, :nodes, :model, :cards, :cores, :memory, :priority)
            """)
        .param("job", job.job().value())
        .param("org", job.org().value())
        .param("nodes", job.nodes())
        .param("model", shape.cardModel())
        .param("cards", cards(shape))
        .param("cores", shape.milliCores())
        .param("memory", shape.memoryMiB())
        .param("priority", job.priority())
        .update();
  }

  /** A card that is shared in part takes the whole card: fractions are placed one to a card. */
  static int cards(Shape shape) {
    return Math.toIntExact(Math.ceilDiv(shape.milliCards(), 1000));
  }

  boolean remove(OrgId org, JobId job) {
    return jdbc.sql("DELETE FROM queues.entry WHERE org_id = ? AND job_id = ?")
            .params(org.value(), job.value())
            .update()
        > 0;
  }

  List<Entry> next(Instant now, int most) {
    return jdbc.sql(
            """
            SELECT * FROM queues.entry WHERE not_before IS NULL OR not_before <= ?
            ORDER BY priority DESC, seq LIMIT ?
            """)
        .params(Timestamp.from(now), most)
        .query(QueueTable::entry)
        .list();
  }

  /** All that waits, refused or not, in the dispatcher's order. */
  List<Entry> all(int most) {
    return jdbc.sql("SELECT * FROM queues.entry ORDER BY priority DESC, seq LIMIT ?")
        .param(most)
        .query(QueueTable::entry)
        .list();
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    Demand demand =
        new Demand(
            row.getString("card_model"),
            row.getInt("cards"),
            row.getLong("milli_cores"),
            row.getLong("memory_mib"));
    return new Entry(
        new OrgId(row.getObject("org_id", UUID.class)),
        new Workload(
            row.getObject("job_id", UUID.class),
            row.getInt("nodes"),
            demand,
            row.getInt("priority"),
            row.getLong("seq")));
  }

  List<Allocation> allocations() {
    return jdbc.sql("SELECT node, cards, milli_cores, memory_mib FROM queues.allocation")
        .query(
            (row, number) ->
                new Allocation(
                    row.getString("node"),
                    ints(row.getArray("cards")),
                    row.getLong("milli_cores"),
                    row.getLong("memory_mib")))
        .list();
  }

  private static List<Integer> ints(Array array) throws SQLException {
    return Arrays.asList((Integer[]) array.getArray());
  }

  void allocate(Placed placed, Demand demand) {
    int rank = 0;
    for (Placement.Slot slot : placed.slots()) {
      jdbc.sql(
              """
              INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, node, cards,
                  milli_cores, memory_mib)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              placed.attempt().value(),
              rank++,
              placed.org().value(),
              placed.job().value(),
              slot.node(),
              slot.cards().toArray(Integer[]::new),
              demand.milliCores(),
              demand.memoryMiB())
          .update();
    }
  }

  void dequeue(Collection<JobId> jobs) {
    jdbc.sql("DELETE FROM queues.entry WHERE job_id = ANY (?)")
        .param(jobs.stream().map(JobId::value).toArray(UUID[]::new))
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

  /** Why the last placements of jobs were refused, where they were. */
  Map<JobId, String> refusals(Collection<JobId> jobs) {
    Map<JobId, String> refusals = new HashMap<>();
    jdbc.sql(
            """
            SELECT job_id, refused FROM queues.entry
            WHERE job_id = ANY (?) AND not_before IS NOT NULL AND refused IS NOT NULL
            """)
        .param(jobs.stream().map(JobId::value).toArray(UUID[]::new))
        .query(
            row -> {
              refusals.put(new JobId(row.getObject(1, UUID.class)), row.getString(2));
            });
    return refusals;
  }

  /** What every attempt has. */
  List<QueueState.Place> places() {
    Map<AttemptId, QueueState.Place> places = new LinkedHashMap<>();
    jdbc.sql("SELECT * FROM queues.allocation ORDER BY attempt_id, rank")
        .query(
            row -> {
              AttemptId attempt = new AttemptId(row.getObject("attempt_id", UUID.class));
              List<Integer> cards = ints(row.getArray("cards"));
              Placement.Slot slot = new Placement.Slot(row.getString("node"), cards);
              // which model of cards is the node's to say, and nothing here asks for it
              Demand demand =
                  new Demand(
                      cards.isEmpty() ? null : "",
                      cards.size(),
                      row.getLong("milli_cores"),
                      row.getLong("memory_mib"));
              JobId job = new JobId(row.getObject("job_id", UUID.class));
              places.merge(
                  attempt,
                  new QueueState.Place(attempt, job, List.of(slot), demand),
                  QueueTable::both);
            });
    return List.copyOf(places.values());
  }

  private static QueueState.Place both(QueueState.Place one, QueueState.Place more) {
    return new QueueState.Place(
        one.attempt(),
        one.job(),
        Stream.concat(one.slots().stream(), more.slots().stream()).toList(),
        one.demand());
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

  /** The jobs that have a part of the node. */
  List<UUID> jobsOn(String node) {
    return jdbc.sql("SELECT DISTINCT job_id FROM queues.allocation WHERE node = ?")
        .param(node)
        .query(UUID.class)
        .list();
  }

  void free(Collection<AttemptId> attempts) {
    jdbc.sql("DELETE FROM queues.allocation WHERE attempt_id = ANY (?)")
        .param(attempts.stream().map(AttemptId::value).toArray(UUID[]::new))
        .update();
  }
}
