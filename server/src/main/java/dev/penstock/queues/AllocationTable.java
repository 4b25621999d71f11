package dev.penstock.queues;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Placement;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has a place, in the database. */
final class AllocationTable {
  private final JdbcClient jdbc;

  AllocationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a rank holds of a node.
   *
   * @param array the array whose task it is; null for a single job
   * @param rank from 0
   */
  record Allocation(
      String node,
      List<Integer> cards,
      long milliCores,
      long memoryMiB,
      @Nullable UUID array,
      int rank) {}

  List<Allocation> all() {
    return jdbc.sql(
            """
            SELECT node, cards, milli_cores, memory_mib, rank,
              CASE WHEN task IS NOT NULL THEN entry_id END AS array_id
            FROM queues.allocation
            """)
        .query(
            (row, number) ->
                new Allocation(
                    row.getString("node"),
                    ints(row.getArray("cards")),
                    row.getLong("milli_cores"),
                    row.getLong("memory_mib"),
                    row.getObject("array_id", UUID.class),
                    row.getInt("rank")))
        .list();
  }

  static List<Integer> ints(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((Integer[]) array.getArray());
  }

  void allocate(Placed placed, Demand demand) {
    int rank = 0;
    for (Placement.Slot slot : placed.slots()) {
      jdbc.sql(
              """
              INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, entry_id, task, node,
                  cards, milli_cores, memory_mib)
              VALUES (:attempt, :rank, :org, :job, :entry, :task, :node, :cards, :cores, :memory)
              """)
          .param("attempt", placed.attempt().value())
          .param("rank", rank++)
          .param("org", placed.org().value())
          .param("job", placed.job().value())
          .param("entry", placed.entry().value())
          .param("task", placed.task())
          .param("node", slot.node())
          .param("cards", slot.cards().toArray(Integer[]::new))
          .param("cores", demand.milliCores())
          .param("memory", demand.memoryMiB())
          .update();
    }
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
                  AllocationTable::both);
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
