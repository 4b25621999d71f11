package dev.penstock.queues;

import dev.penstock.dispatch.centre.Demand;
import dev.penstock.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What the kernel has to know of the queue, in the database. */
final class KernelTable {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  KernelTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Whose something is. */
  record Owner(OrgId org, @Nullable UUID project, @Nullable UUID person) {}

  /**
   * What waits and is held by no other job's end.
   *
   * @param wallMillis null for without end
   * @param tasks what waits of an array; null for a single job
   * @param refusedUntil it is passed over until then; null when it was not refused
   */
  record WaitingRow(
      UUID entry,
      Owner owner,
      int nodes,
      int leastNodes,
      Demand demand,
      int priority,
      @Nullable Long wallMillis,
      Terms terms,
      Waiting.@Nullable Tasks tasks,
      @Nullable Instant refusedUntil) {}

  /**
   * A rank that has a place.
   *
   * @param task the index in an array; null for a single job
   */
  record PlacedRow(
      UUID entry,
      @Nullable Integer task,
      UUID attempt,
      int rank,
      Owner owner,
      String node,
      List<Integer> cards,
      Demand demand,
      @Nullable Long wallMillis,
      boolean preemptible,
      @Nullable String apart,
      Instant placedAt) {}

  /** From here to the end of the transaction the kernel's own writes are not told to it. */
  void deciding() {
    jdbc.sql("SELECT set_config('penstock.deciding', 'on', true)").query(String.class).single();
  }

  /** Takes away what has changed. */
  List<UUID> changed() {
    return jdbc.sql("DELETE FROM queues.change RETURNING entry").query(UUID.class).list();
  }

  /** All that waits, or of these entries. */
  List<WaitingRow> waiting(@Nullable Collection<UUID> entries) {
    return jdbc.sql(
            """
            SELECT * FROM queues.entry e
            WHERE (CAST(:all AS boolean) OR e.job_id = ANY (:entries))
              AND NOT EXISTS (SELECT 1 FROM queues.dependency d WHERE d.entry = e.job_id)
            ORDER BY e.seq
            """)
        .param("all", entries == null)
        .param("entries", array(entries))
        .query((row, number) -> waiting(row))
        .list();
  }

  private static UUID[] array(@Nullable Collection<UUID> entries) {
    return entries == null ? new UUID[0] : entries.toArray(UUID[]::new);
  }

  private WaitingRow waiting(ResultSet row) throws SQLException {
    int nodes = row.getInt("nodes");
    Integer least = row.getObject("least_nodes", Integer.class);
    Integer tasks = row.getObject("tasks", Integer.class);
    String terms = row.getString("terms");
    Timestamp refused = row.getTimestamp("not_before");
    return new WaitingRow(
        row.getObject("job_id", UUID.class),
        owner(row),
        nodes,
        least == null ? nodes : least,
        demand(row, row.getInt("cards")),
        row.getInt("priority"),
        row.getObject("wall_millis", Long.class),
        terms == null ? Terms.NONE : json.readValue(terms, Terms.class),
        tasks == null
            ? null
            : new Waiting.Tasks(
                tasks,
                row.getInt("at_once"),
                row.getInt("next_task"),
                AllocationTable.ints(row.getArray("again"))),
        refused == null ? null : refused.toInstant());
  }

  private static Owner owner(ResultSet row) throws SQLException {
    return new Owner(
        new OrgId(row.getObject("org_id", UUID.class)),
        row.getObject("project_id", UUID.class),
        row.getObject("person_id", UUID.class));
  }

  private static Demand demand(ResultSet row, int cards) throws SQLException {
    int part = row.getInt("card_milli");
    int cores = Math.toIntExact(row.getLong("milli_cores"));
    int memory = Math.toIntExact(row.getLong("memory_mib"));
    String model = row.getString("card_model");
    return cards == 0 || model == null
        ? Demand.cpu(cores, memory)
        : new Demand(model, cards, part, cores, memory);
  }

  /** What has a place, all or of these entries, by entry. */
  Map<UUID, List<PlacedRow>> placed(@Nullable Collection<UUID> entries) {
    Map<UUID, List<PlacedRow>> placed = new HashMap<>();
    jdbc.sql(
            """
            SELECT *, coalesce(entry_id, job_id) AS entry FROM queues.allocation
            WHERE CAST(:all AS boolean) OR coalesce(entry_id, job_id) = ANY (:entries)
            ORDER BY attempt_id, rank
            """)
        .param("all", entries == null)
        .param("entries", array(entries))
        .query((row, number) -> placed(row))
        .list()
        .forEach(it -> placed.computeIfAbsent(it.entry(), key -> new ArrayList<>()).add(it));
    return placed;
  }

  private static PlacedRow placed(ResultSet row) throws SQLException {
    List<Integer> cards = AllocationTable.ints(row.getArray("cards"));
    return new PlacedRow(
        row.getObject("entry", UUID.class),
        row.getObject("task", Integer.class),
        row.getObject("attempt_id", UUID.class),
        row.getInt("rank"),
        owner(row),
        row.getString("node"),
        cards,
        demand(row, cards.size()),
        row.getObject("wall_millis", Long.class),
        row.getBoolean("preemptible"),
        row.getString("apart"),
        row.getTimestamp("placed_at").toInstant());
  }
}
