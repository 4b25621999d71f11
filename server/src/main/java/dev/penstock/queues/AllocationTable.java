package dev.penstock.queues;

import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Workload;
import dev.penstock.shared.AttemptId;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has a place, in the database. */
final class AllocationTable {
  private static final int BATCH = 1_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  AllocationTable(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /**
   * What a rank holds of a node.
   *
   * @param cardMilli thousandths that it has of each of the cards
   * @param array the array whose task it is; null for a single job
   * @param rank from 0
   */
  record Allocation(
      String node,
      List<Integer> cards,
      int cardMilli,
      long milliCores,
      long memoryMiB,
      @Nullable UUID array,
      int rank) {}

  List<Allocation> all() {
    return jdbc.sql(
            """
            SELECT node, cards, card_milli, milli_cores, memory_mib, rank,
              CASE WHEN task IS NOT NULL THEN entry_id END AS array_id
            FROM queues.allocation
            """)
        .query(
            (row, number) ->
                new Allocation(
                    row.getString("node"),
                    ints(row.getArray("cards")),
                    row.getInt("card_milli"),
                    row.getLong("milli_cores"),
                    row.getLong("memory_mib"),
                    row.getObject("array_id", UUID.class),
                    row.getInt("rank")))
        .list();
  }

  static List<Integer> ints(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : Arrays.asList((Integer[]) array.getArray());
  }

  /**
   * A rank that has its place.
   *
   * @param demand what it has there
   * @param project null where the work is no project's
   */
  record Fresh(
      Placed placed,
      int rank,
      Placement.Slot slot,
      Demand demand,
      Workload work,
      @Nullable UUID project) {}

  /** Ranks have their places; one statement for many, as a round may start thousands. */
  void allocate(List<Fresh> fresh) {
    batches.batchUpdate(
        """
        INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, entry_id, task, node,
            cards, milli_cores, memory_mib, project_id, person_id, card_model, wall_millis,
            preemptible, apart, card_milli)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS uuid), ?, ?, ?, ?, ?)
        """,
        fresh,
        BATCH,
        AllocationTable::write);
  }

  private static void write(PreparedStatement row, Fresh one) throws SQLException {
    Placed placed = one.placed;
    Workload work = one.work;
    row.setObject(1, placed.attempt().value());
    row.setInt(2, one.rank);
    row.setObject(3, placed.org().value());
    row.setObject(4, placed.job().value());
    row.setObject(5, placed.entry().value());
    row.setObject(6, placed.task(), Types.INTEGER);
    row.setString(7, one.slot.node());
    row.setArray(
        8, row.getConnection().createArrayOf("int4", one.slot.cards().toArray(Integer[]::new)));
    row.setLong(9, one.demand.milliCores());
    row.setLong(10, one.demand.memoryMiB());
    row.setObject(11, one.project, Types.OTHER);
    row.setString(12, work.user().equals("null") ? null : work.user());
    row.setString(13, one.demand.model());
    row.setObject(14, work.wallTime(), Types.BIGINT);
    row.setBoolean(15, work.preemptible());
    row.setString(16, work.wishes().apart());
    row.setInt(17, one.demand.cardMilli());
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
