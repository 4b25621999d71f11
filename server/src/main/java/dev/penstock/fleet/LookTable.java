package dev.penstock.fleet;

import dev.penstock.fleet.IncidentJudge.Sighting;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What servers see of their engines, in the database; needs a transaction of the system. */
final class LookTable {
  private static final TypeReference<List<Seen>> SEEN = new TypeReference<>() {};

  /** What was seen longer ago says nothing of now. */
  private static final Duration WORTH = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final JsonMapper json;

  LookTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A sighting of a subject of an engine. */
  private record Seen(
      @Nullable String node,
      @Nullable Integer card,
      boolean well,
      Severity severity,
      String said) {}

  /** Leaves what was seen of these engines to the server that judges. */
  void leave(Collection<String> engines, Map<FaultSubject, Sighting> seen) {
    Map<String, List<Seen>> byEngine = new LinkedHashMap<>();
    engines.forEach(engine -> byEngine.put(engine, new ArrayList<>()));
    seen.forEach(
        (subject, it) ->
            byEngine
                .computeIfAbsent(subject.engine(), engine -> new ArrayList<>())
                .add(
                    new Seen(subject.node(), subject.card(), it.well(), it.severity(), it.said())));
    byEngine.forEach(
        (engine, all) ->
            jdbc.sql(
                    """
                    INSERT INTO fleet.look (engine, seen, fresh)
                    VALUES (:engine, CAST(:seen AS jsonb), true)
                    ON CONFLICT (engine) DO UPDATE
                    SET seen = excluded.seen, fresh = true, seen_at = clock_timestamp()
                    """)
                .param("engine", engine)
                .param("seen", json.writeValueAsString(all))
                .update());
  }

  /**
   * Takes what others have left of lately, of engines other than these. Now all of it is judged.
   */
  Map<FaultSubject, Sighting> takeOthers(Collection<String> ours, Instant now) {
    Map<FaultSubject, Sighting> seen = new LinkedHashMap<>();
    jdbc.sql(
            """
            UPDATE fleet.look SET fresh = false, judged_at = :now
            WHERE fresh AND engine <> ALL (:ours)
              AND seen_at > clock_timestamp() - CAST(:worth AS interval)
            RETURNING engine, seen
            """)
        .param("now", Timestamp.from(now))
        .param("ours", ours.toArray(String[]::new))
        .param("worth", WORTH.toString())
        .query(
            row -> {
              String engine = row.getString("engine");
              for (Seen it : json.readValue(row.getString("seen"), SEEN)) {
                seen.put(
                    new FaultSubject(engine, it.node, it.card),
                    new Sighting(it.well, it.severity, it.said));
              }
            });
    return seen;
  }

  /** These engines are judged now, by what this server sees of them. */
  void judged(Collection<String> ours, Instant now) {
    for (String engine : ours) {
      jdbc.sql(
              """
              INSERT INTO fleet.look (engine, judged_at) VALUES (:engine, :now)
              ON CONFLICT (engine) DO UPDATE SET judged_at = :now, fresh = false
              """)
          .param("engine", engine)
          .param("now", Timestamp.from(now))
          .update();
    }
  }

  /** When the engine was last judged. */
  Optional<Instant> judgedAt(String engine) {
    return jdbc.sql("SELECT judged_at FROM fleet.look WHERE engine = ? AND judged_at IS NOT NULL")
        .param(engine)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }
}
