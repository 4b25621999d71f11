package dev.penstock.queues;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work of an organisation on spare nodes, as rows; it goes with the organisation's rights. */
final class WorkRows implements AutoCloseable {
  private final Access access;
  private final JdbcClient jdbc;
  private final SpareNodes nodes;
  private final OrgId org;

  WorkRows(Access access, JdbcClient jdbc, SpareNodes nodes, OrgId org) {
    this.access = access;
    this.jdbc = jdbc;
    this.nodes = nodes;
    this.org = org;
  }

  /** Holds so many cards of one node, and half a core. */
  void holds(int cards, @Nullable UUID project) {
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    INSERT INTO queues.allocation (attempt_id, rank, org_id, job_id, node, cards,
                      milli_cores, memory_mib, project_id)
                    VALUES (gen_random_uuid(), 0, :org, gen_random_uuid(), :node, :cards, 500, 1,
                      :project)
                    """)
                .param("org", org.value())
                .param("node", nodes.names().getFirst())
                .param("cards", IntStream.range(0, cards).boxed().toArray(Integer[]::new))
                .param("project", project)
                .update());
  }

  /** Waits for so many nodes, each with so many cards and a quarter of a core. */
  void waits(int count, int cards, @Nullable UUID project) {
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    INSERT INTO queues.entry (job_id, org_id, nodes, card_model, cards,
                      milli_cores, memory_mib, priority, not_before, project_id)
                    VALUES (gen_random_uuid(), :org, :nodes, :model, :cards, 250, 1, 0,
                      '2100-01-01', :project)
                    """)
                .param("org", org.value())
                .param("nodes", count)
                .param("model", SpareNodes.MODEL)
                .param("cards", cards)
                .param("project", project)
                .update());
  }

  @Override
  public void close() {
    access.runAsSystem(
        () ->
            Stream.of("rights", "allocation", "entry")
                .forEach(
                    table ->
                        jdbc.sql("DELETE FROM queues." + table + " WHERE org_id = ?")
                            .param(org.value())
                            .update()));
  }
}
