package dev.penstock.fleet;

import dev.penstock.fleet.IncidentJudge.Happening;
import dev.penstock.fleet.IncidentJudge.Standing;
import dev.penstock.shared.Ids;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Incidents in the database; every method needs an open transaction of the system. */
final class IncidentTable {
  // any number, the same for every server of an installation
  private static final long LOCK = 0x1ca1_de27L;

  private final JdbcClient jdbc;

  IncidentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An incident with what was decided of it. */
  record Kept(UUID id, FaultSubject subject, Standing standing) {}

  /** Whether this transaction is the one that judges, until its end. */
  boolean lock() {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }

  /** The last incident of each subject that is open, or has had a fault since then. */
  Map<FaultSubject, Kept> standings(Instant then) {
    Map<FaultSubject, Kept> standings = new HashMap<>();
    jdbc.sql(
            """
            SELECT DISTINCT ON (engine, coalesce(node, ''), coalesce(card, -1)) *
            FROM fleet.incident WHERE ended_at IS NULL OR seen_at > ?
            ORDER BY engine, coalesce(node, ''), coalesce(card, -1), began_at DESC, id DESC
            """)
        .param(Timestamp.from(then))
        .query(IncidentTable::kept)
        .list()
        .forEach(it -> standings.put(it.subject(), it));
    return standings;
  }

  /** Those that have not ended, the oldest first. */
  List<Kept> open() {
    return jdbc.sql("SELECT * FROM fleet.incident WHERE ended_at IS NULL ORDER BY id")
        .query(IncidentTable::kept)
        .list();
  }

  Optional<Kept> lock(UUID id) {
    return jdbc.sql("SELECT * FROM fleet.incident WHERE id = ? FOR UPDATE")
        .param(id)
        .query(IncidentTable::kept)
        .optional();
  }

  UUID insert(FaultSubject subject, Standing standing, Instant now) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            INSERT INTO fleet.incident (id, kind, engine, node, card, severity, state, said,
                began_at, seen_at, faults)
            VALUES (:id, :kind, :engine, :node, :card, :severity, :state, :said, :now, :now,
                :faults)
            """)
        .param("id", id)
        .param("kind", subject.kind().name())
        .param("engine", subject.engine())
        .param("node", subject.node())
        .param("card", subject.card())
        .param("severity", standing.severity().name())
        .param("state", standing.state().name())
        .param("said", standing.said())
        .param("now", Timestamp.from(now))
        .param("faults", times(standing.faults()))
        .update();
    return id;
  }

  void update(UUID id, Standing standing, Instant now) {
    jdbc.sql(
            """
            UPDATE fleet.incident SET severity = :severity, state = :state, said = :said,
                seen_at = :seen, well_since = :well, faults = :faults,
                ended_at = CASE WHEN :state = 'ENDED' THEN CAST(:now AS timestamptz) END
            WHERE id = :id
            """)
        .param("id", id)
        .param("severity", standing.severity().name())
        .param("state", standing.state().name())
        .param("said", standing.said())
        .param("seen", Timestamp.from(standing.seen()))
        .param("well", standing.wellSince() == null ? null : Timestamp.from(standing.wellSince()))
        .param("faults", times(standing.faults()))
        .param("now", Timestamp.from(now))
        .update();
  }

  void cleared(UUID id, String by, String note) {
    jdbc.sql("UPDATE fleet.incident SET cleared_by = ?, note = ? WHERE id = ?")
        .params(by, note, id)
        .update();
  }

  void event(UUID incident, Happening happening, String said, @Nullable String by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO fleet.incident_event (id, incident_id, at, kind, said, by)
            VALUES (:id, :incident, :now, :kind, :said, :by)
            """)
        .param("id", Ids.next())
        .param("incident", incident)
        .param("now", Timestamp.from(now))
        .param("kind", happening.name().toLowerCase(Locale.ROOT))
        .param("said", said)
        .param("by", by)
        .update();
  }

  /** Those that nobody was told of yet. */
  List<Kept> untold() {
    return jdbc.sql("SELECT * FROM fleet.incident WHERE ended_at IS NULL AND NOT told ORDER BY id")
        .query(IncidentTable::kept)
        .list();
  }

  void told(UUID id) {
    jdbc.sql("UPDATE fleet.incident SET told = true WHERE id = ?").param(id).update();
  }

  private static Timestamp[] times(List<Instant> faults) {
    return faults.stream().map(Timestamp::from).toArray(Timestamp[]::new);
  }

  private static Kept kept(ResultSet row, int number) throws SQLException {
    Timestamp well = row.getTimestamp("well_since");
    return new Kept(
        row.getObject("id", UUID.class),
        new FaultSubject(
            row.getString("engine"), row.getString("node"), row.getObject("card", Integer.class)),
        new Standing(
            IncidentState.valueOf(row.getString("state")),
            Severity.valueOf(row.getString("severity")),
            row.getString("said"),
            row.getObject("seen_at", OffsetDateTime.class).toInstant(),
            well == null ? null : well.toInstant(),
            faults(row.getArray("faults"))));
  }

  private static List<Instant> faults(Array array) throws SQLException {
    return Arrays.stream((Timestamp[]) array.getArray()).map(Timestamp::toInstant).toList();
  }
}
