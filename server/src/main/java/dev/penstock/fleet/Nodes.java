package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import dev.penstock.engines.NodeInfo;
import dev.penstock.shared.Access;
import dev.penstock.shared.Neighbours;
import dev.penstock.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {};

  /** What other servers hear when an operator has said something of a node. */
  private static final String SAID = "nodes";

  private static final Duration OTHERS_LOOK_WITHIN = Duration.ofMinutes(1);

  private final Access access;
  private final JdbcClient jdbc;
  private final Engines engines;
  private final CardModels models;
  private final Sightings sightings;
  private final Incidents incidents;
  private final EngineHealth health;
  private final Neighbours neighbours;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final JsonMapper json;
  private volatile KnownNodes known = KnownNodes.of(List.of());
  private volatile Set<String> drainedElsewhere = Set.of();

  Nodes(
      Access access,
      JdbcClient jdbc,
      Engines engines,
      CardModels models,
      Sightings sightings,
      Incidents incidents,
      EngineHealth health,
      Neighbours neighbours,
      ApplicationEventPublisher events,
      Clock clock,
      JsonMapper json) {
    this.access = access;
    this.jdbc = jdbc;
    this.engines = engines;
    this.models = models;
    this.sightings = sightings;
    this.incidents = incidents;
    this.health = health;
    this.neighbours = neighbours;
    neighbours.listen(
        word -> {
          if (word.equals(SAID)) {
            reload();
          }
        });
    this.events = events;
    this.clock = clock;
    this.json = json;
  }

  /** All nodes, by name, as of the last look. */
  public List<FleetNode> all() {
    return known.all();
  }

  /** The node of this name, as of the last look; null where there is none. */
  public @Nullable FleetNode find(String name) {
    return known.byName().get(name);
  }

  /**
   * Lets what runs on the node end, and starts nothing more there.
   *
   * @param by who wants it, by name
   * @param within how long it may take until what can be moved is; null for as long as it takes
   * @throws dev.penstock.shared.ProblemException not found
   */
  public FleetNode drain(String name, String reason, String by, @Nullable Duration within) {
    return set(name, true, reason, by, within == null ? null : clock.instant().plus(within));
  }

  /**
   * Takes the node into service again.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  public FleetNode resume(String name) {
    return set(name, false, null, null, null);
  }

  /**
   * Asks every engine for its nodes; those of an engine that fails, or that are gone, are down, and
   * what has a fault is fenced. So are those of engines that other servers ask, when they have not
   * done so for a while.
   */
  @Scheduled(fixedDelayString = "${penstock.fleet.refresh:15s}", initialDelay = 15_000)
  public void refresh() {
    // as exact as the database keeps it
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<EngineLook> looks = engines.all().stream().map(Nodes::look).toList();
    health.took(looks, now);
    access.runAsSystem(() -> take(looks, now));
    reload();
  }

  private static EngineLook look(Engine engine) {
    try {
      return EngineLook.answered(engine.name(), engine.nodes());
    } catch (RuntimeException e) {
      LOG.warn("The engine {} does not list its nodes.", engine.name(), e);
      return EngineLook.away(engine.name(), e);
    }
  }

  private void take(List<EngineLook> looks, Instant now) {
    List<FleetNode> before = all().isEmpty() ? read() : all();
    drainedElsewhere =
        looks.stream()
            .flatMap(it -> it.nodes() == null ? Stream.<NodeInfo>empty() : it.nodes().stream())
            .filter(it -> it.state() == NodeInfo.State.DRAINED)
            .map(NodeInfo::name)
            .collect(Collectors.toSet());
    for (EngineLook look : looks) {
      if (look.nodes() != null) {
        upsert(engines.byName(look.engine()), look.nodes(), now);
      }
    }
    jdbc.sql(
            """
            UPDATE fleet.node SET state = 'DOWN', since = :now, reason =
                CASE WHEN engine = ANY (:away) THEN 'its engine can''t be asked'
                     ELSE 'its engine does not see it' END
            WHERE state <> 'DOWN'
              AND (seen_at < :old OR (seen_at < :now AND engine = ANY (:ours)))
            """)
        .param("now", Timestamp.from(now))
        .param("old", Timestamp.from(now.minus(OTHERS_LOOK_WITHIN)))
        .param("ours", engines.names().toArray(String[]::new))
        .param(
            "away",
            looks.stream()
                .filter(it -> it.nodes() == null)
                .map(EngineLook::engine)
                .toArray(String[]::new))
        .update();
    incidents.observe(engines.names(), sightings.of(looks, before), now);
  }

  /** A node as its columns. */
  private record Row(
      String name,
      String address,
      @Nullable String model,
      List<FleetNode.NodeCard> cards,
      long cores,
      long memory,
      String detail,
      Map<String, String> labels,
      String state) {}

  private Row seen(NodeInfo node) {
    List<FleetNode.NodeCard> cards =
        node.cards().stream().map(it -> FleetNode.NodeCard.of(it, models.of(it.model()))).toList();
    return new Row(
        node.name(),
        node.address(),
        cards.isEmpty() ? null : cards.getFirst().model(),
        cards,
        node.milliCores(),
        node.memoryBytes() >> 20,
        node.detail(),
        node.labels(),
        state(node).name());
  }

  private static NodeState state(NodeInfo node) {
    return switch (node.state()) {
      case READY -> NodeState.READY;
      case DRAINED -> NodeState.DRAINING;
      case DOWN -> NodeState.DOWN;
    };
  }

  /** All in one statement: a fleet may have thousands. */
  private void upsert(Engine engine, List<NodeInfo> nodes, Instant now) {
    jdbc.sql(
            """
            INSERT INTO fleet.node AS n (name, engine, address, state, card_model, cards,
                milli_cores, memory_mib, detail, seen_at, since, engine_labels, runs_services,
                shares_cards)
            SELECT x.name, :engine, x.address, x.state, x.model, x.cards, x.cores, x.memory,
                x.detail, :now, :now, x.labels, :services, :shares
            FROM jsonb_to_recordset(CAST(:nodes AS jsonb)) AS x (name text, address text,
                model text, cards jsonb, cores bigint, memory bigint, detail text, labels jsonb,
                state text)
            ON CONFLICT (name) DO UPDATE SET engine = excluded.engine, address = excluded.address,
                state = CASE WHEN n.drained AND excluded.state <> 'DOWN' THEN 'DRAINING'
                             ELSE excluded.state END,
                reason = CASE WHEN n.drained THEN n.reason
                              WHEN excluded.state <> 'READY' THEN excluded.detail END,
                since = CASE WHEN (n.state = 'DOWN') <> (excluded.state = 'DOWN')
                               OR (n.state <> excluded.state AND NOT n.drained)
                             THEN excluded.since ELSE n.since END,
                card_model = excluded.card_model, cards = excluded.cards,
                milli_cores = excluded.milli_cores, memory_mib = excluded.memory_mib,
                detail = excluded.detail, seen_at = excluded.seen_at,
                engine_labels = excluded.engine_labels,
                runs_services = excluded.runs_services,
                shares_cards = excluded.shares_cards
            """)
        .param("engine", engine.name())
        .param("services", engine.runsServices())
        .param("shares", engine.sharesCards())
        .param("nodes", json.writeValueAsString(nodes.stream().map(this::seen).toList()))
        .param("now", Timestamp.from(now))
        .update();
  }

  private FleetNode set(
      String name,
      boolean drained,
      @Nullable String reason,
      @Nullable String by,
      @Nullable Instant until) {
    Instant now = clock.instant();
    access.runAsSystem(
        () -> {
          int changed =
              jdbc.sql(
                      """
                      UPDATE fleet.node SET drained = :drained, reason = :reason, drained_by = :by,
                          drain_until = :until,
                          since = CASE WHEN drained = :drained THEN since ELSE :now END,
                          state = CASE WHEN state = 'DOWN' THEN 'DOWN'
                                       WHEN :drained OR :elsewhere THEN 'DRAINING'
                                       ELSE 'READY' END
                      WHERE name = :name
                      """)
                  .param("drained", drained)
                  .param("elsewhere", drainedElsewhere.contains(name))
                  .param("reason", reason)
                  .param("by", by)
                  .param("until", until == null ? null : Timestamp.from(until))
                  .param("now", Timestamp.from(now))
                  .param("name", name)
                  .update();
          if (changed == 0) {
            throw Problems.notFound("node", name);
          }
        });
    neighbours.tell(SAID);
    reload();
    return require(name);
  }

  /**
   * The node of this name, as of the last look.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  FleetNode require(String name) {
    FleetNode found = find(name);
    if (found == null) {
      throw Problems.notFound("node", name);
    }
    return found;
  }

  /**
   * Says where the node hangs, and what selectors look for there.
   *
   * @throws dev.penstock.shared.ProblemException not found, or when there can be no such place
   */
  FleetNode place(String name, NodePlace place) {
    place.check(require(name));
    access.runAsSystem(
        () ->
            jdbc.sql(
                    """
                    UPDATE fleet.node SET network = coalesce(:network, network),
                        super_node = coalesce(:super, super_node),
                        ring_cards = coalesce(:ring, ring_cards),
                        labels = labels || CAST(:labels AS jsonb)
                    WHERE name = :name
                    """)
                .param("network", place.network())
                .param("super", place.superNode())
                .param("ring", place.ringCards())
                .param("labels", json.writeValueAsString(place.labelsOrNone()))
                .param("name", name)
                .update());
    neighbours.tell(SAID);
    reload();
    return require(name);
  }

  /** Reads what any server last saw and fenced, so that {@link #all} has it. */
  public void reload() {
    Map<String, FleetNode> before = known.byName();
    known = KnownNodes.of(access.system(() -> Fences.of(incidents.open()).around(read())));
    for (FleetNode node : all()) {
      FleetNode old = before.get(node.name());
      if (old == null || old.differsFrom(node)) {
        events.publishEvent(new NodeChanged(node.name()));
      }
    }
  }

  private List<FleetNode> read() {
    return jdbc.sql("SELECT * FROM fleet.node ORDER BY name").query(this::row).list();
  }

  private FleetNode row(ResultSet row, int number) throws SQLException {
    Timestamp since = row.getTimestamp("since");
    Timestamp until = row.getTimestamp("drain_until");
    List<FleetNode.NodeCard> cards = json.readValue(row.getString("cards"), CARDS);
    NodePlace place =
        new NodePlace(
            row.getString("network"),
            row.getString("super_node"),
            row.getObject("ring_cards", Integer.class),
            json.readValue(row.getString("labels"), LABELS));
    NodePlace.Known known =
        place.over(json.readValue(row.getString("engine_labels"), LABELS), cards.size());
    return new FleetNode(
        row.getString("name"),
        row.getString("engine"),
        row.getString("address"),
        NodeState.valueOf(row.getString("state")),
        row.getString("reason"),
        since == null ? null : since.toInstant(),
        row.getString("drained_by"),
        until == null ? null : until.toInstant(),
        row.getString("card_model"),
        cards,
        row.getLong("milli_cores"),
        row.getLong("memory_mib"),
        row.getString("detail"),
        row.getTimestamp("seen_at").toInstant(),
        known.network(),
        known.superNode(),
        known.ringCards(),
        known.labels(),
        row.getBoolean("runs_services"),
        row.getBoolean("shares_cards"));
  }
}
