package dev.penstock.queues;

import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Workload;
import dev.penstock.shared.AttemptId;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
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

  /** A rank has its place. */
  void allocate(
      Placed placed,
      int rank,
      Placement.Slot slot,
      Demand demand,
      Workload work,
      @Nullable UUID project) {
    jdbc.sql(
            """
            INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, entry_id, task, node,
                cards, milli_cores, memory_mib, project_id, person_id, card_model, wall_millis,
                preemptible, apart)
            VALUES (:attempt, :rank, :org, :job, :entry, :task, :node, :cards, :cores, :memory,
                :project, CAST(:person AS uuid), :model, :wall, :preemptible, :apart)
            """)
        .param("attempt", placed.attempt().value())
        .param("rank", rank)
        .param("org", placed.org().value())
        .param("job", placed.job().value())
        .param("entry", placed.entry().value())
        .param("task", placed.task())
        .param("node", slot.node())
        .param("cards", slot.cards().toArray(Integer[]::new))
        .param("cores", demand.milliCores())
        .param("memory", demand.memoryMiB())
        .param("project", project)
        .param("person", work.user().equals("null") ? null : work.user())
        .param("model", demand.model())
        .param("wall", work.wallTime())
        .param("preemptible", work.preemptible())
        .param("apart", work.wishes().apart())
        .update();
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
