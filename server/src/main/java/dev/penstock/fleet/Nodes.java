package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import dev.penstock.engines.NodeInfo;
import dev.penstock.shared.Access;
import dev.penstock.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The nodes of the fleet, as the engines last saw them and as the operator wants them. */
public class Nodes {
  private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
  private static final TypeReference<List<FleetNode.NodeCard>> CARDS = new TypeReference<>() {};

  private final Access access;
  private final JdbcClient jdbc;
  private final Engines engines;
  private final CardModels models;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final JsonMapper json;
  private volatile List<FleetNode> known = List.of();

  Nodes(
      Access access,
      JdbcClient jdbc,
      Engines engines,
      CardModels models,
      ApplicationEventPublisher events,
      Clock clock,
      JsonMapper json) {
    this.access = access;
    this.jdbc = jdbc;
    this.engines = engines;
    this.models = models;
    this.events = events;
    this.clock = clock;
    this.json = json;
  }

  /** All nodes, by name, as of the last look. */
  public List<FleetNode> all() {
    return known;
  }

  /**
   * Lets what runs on the node end, and starts nothing more there.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  public FleetNode drain(String name, String reason) {
    return set(name, true, reason);
  }

  /**
   * Takes the node into service again.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  public FleetNode resume(String name) {
    return set(name, false, null);
  }

  /** Asks every engine for its nodes; those of an engine that fails, or that are gone, are down. */
  @Scheduled(fixedDelayString = "${penstock.fleet.refresh:15s}", initialDelay = 15_000)
  public void refresh() {
    Instant now = clock.instant();
    for (Engine engine : engines.all()) {
      try {
        List<NodeInfo> seen = engine.nodes();
        access.runAsSystem(() -> seen.forEach(node -> upsert(engine.name(), node, now)));
      } catch (RuntimeException e) {
        LOG.warn("The engine {} does not list its nodes.", engine.name(), e);
      }
    }
    access.runAsSystem(
        () ->
            jdbc.sql(
                    "UPDATE fleet.node SET state = 'DOWN', reason = 'its engine does not see it'"
                        + " WHERE seen_at < ? AND state <> 'DOWN'")
                .param(Timestamp.from(now))
                .update());
    reload();
  }

  private void upsert(String engine, NodeInfo node, Instant now) {
    List<FleetNode.NodeCard> cards =
        node.cards().stream()
            .map(
                it ->
                    new FleetNode.NodeCard(
                        it.index(), models.of(it.model()), it.healthy(), it.detail()))
            .toList();
    jdbc.sql(
            """
            INSERT INTO fleet.node AS n (name, engine, address, state, card_model, cards,
                milli_cores, memory_mib, detail, seen_at)
            VALUES (:name, :engine, :address, 'READY', :model, CAST(:cards AS jsonb), :cores,
                :memory, :detail, :now)
            ON CONFLICT (name) DO UPDATE SET engine = excluded.engine, address = excluded.address,
                state = CASE WHEN n.drained THEN 'DRAINING' ELSE 'READY' END,
                reason = CASE WHEN n.drained THEN n.reason END,
                card_model = excluded.card_model, cards = excluded.cards,
                milli_cores = excluded.milli_cores, memory_mib = excluded.memory_mib,
                detail = excluded.detail, seen_at = excluded.seen_at
            """)
        .param("name", node.name())
        .param("engine", engine)
        .param("address", node.address())
        .param("model", cards.isEmpty() ? null : cards.getFirst().model())
        .param("cards", json.writeValueAsString(cards))
        .param("cores", node.milliCores())
        .param("memory", node.memoryBytes() >> 20)
        .param("detail", node.detail())
        .param("now", Timestamp.from(now))
        .update();
  }

  private FleetNode set(String name, boolean drained, @Nullable String reason) {
    access.runAsSystem(
        () -> {
          int changed =
              jdbc.sql(
                      """
                      UPDATE fleet.node SET drained = :drained, reason = :reason,
                          state = CASE WHEN state = 'DOWN' THEN 'DOWN'
                                       WHEN :drained THEN 'DRAINING' ELSE 'READY' END
                      WHERE name = :name
                      """)
                  .param("drained", drained)
                  .param("reason", reason)
                  .param("name", name)
                  .update();
          if (changed == 0) {
            throw Problems.notFound("node", name);
          }
        });
    reload();
    return all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private void reload() {
    Map<String, FleetNode> before =
        known.stream().collect(Collectors.toMap(FleetNode::name, node -> node));
    known =
        access.system(
            () -> jdbc.sql("SELECT * FROM fleet.node ORDER BY name").query(this::row).list());
    for (FleetNode node : known) {
      FleetNode old = before.get(node.name());
      if (old == null || !old.asSeenAt(node.seenAt()).equals(node)) {
        events.publishEvent(new NodeChanged(node.name()));
      }
    }
  }

  private FleetNode row(ResultSet row, int number) throws SQLException {
    return new FleetNode(
        row.getString("name"),
        row.getString("engine"),
        row.getString("address"),
        NodeState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("card_model"),
        json.readValue(row.getString("cards"), CARDS),
        row.getLong("milli_cores"),
        row.getLong("memory_mib"),
        row.getString("detail"),
        row.getTimestamp("seen_at").toInstant());
  }
}
