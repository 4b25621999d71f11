package dev.penstock.fleet;

import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.Money;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Directory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads incidents for the operators. */
final class IncidentDesk {
  private static final Listing INCIDENTS = Listing.of("-beganAt", Listing.Key.id("beganAt", "id"));
  private static final String COLUMNS =
      """
      i.*, cardinality(i.faults) AS times,
      (SELECT count(*) FROM fleet.incident_hit h WHERE h.incident_id = i.id) AS attempts,
      (SELECT coalesce(sum(card_micros), 0) FROM fleet.incident_hit h
       WHERE h.incident_id = i.id)::bigint AS card_micros,
      (SELECT coalesce(sum(amount), 0) FROM fleet.incident_hit h
       WHERE h.incident_id = i.id)::bigint AS amount""";

  private final Access access;
  private final JdbcClient jdbc;
  private final Directory names;

  IncidentDesk(Access access, JdbcClient jdbc, Directory names) {
    this.access = access;
    this.jdbc = jdbc;
    this.names = names;
  }

  /** By page; where a filter is null, all. */
  Page<Incident> list(
      @Nullable Boolean open, @Nullable String node, @Nullable Severity severity, ListQuery query) {
    return access.operator(
        () ->
            INCIDENTS
                .page(query)
                .only("open", open, "(ended_at IS NULL) = :open")
                .only("node", node, "node = :node")
                .only("severity", severity == null ? null : severity.name(), "severity = :severity")
                .read(jdbc, COLUMNS, "fleet.incident i", IncidentDesk::incident));
  }

  /**
   * All of one.
   *
   * @throws dev.penstock.shared.ProblemException not found
   */
  Incident.Story story(UUID id) {
    return access.operator(
        () -> {
          Incident incident =
              jdbc.sql("SELECT " + COLUMNS + " FROM fleet.incident i WHERE id = ?")
                  .param(id)
                  .query(IncidentDesk::incident)
                  .optional()
                  .orElseThrow(() -> Problems.notFound("incident", id.toString()));
          return new Incident.Story(incident, events(id), hits(id));
        });
  }

  private List<Incident.Event> events(UUID id) {
    return jdbc.sql("SELECT * FROM fleet.incident_event WHERE incident_id = ? ORDER BY id")
        .param(id)
        .query(
            (row, number) ->
                new Incident.Event(
                    instant(row, "at"),
                    row.getString("kind"),
                    row.getString("said"),
                    row.getString("by")))
        .list();
  }

  private List<Incident.HitView> hits(UUID id) {
    List<UUID> orgs =
        jdbc.sql("SELECT DISTINCT org_id FROM fleet.incident_hit WHERE incident_id = ?")
            .param(id)
            .query(UUID.class)
            .list();
    Map<UUID, String> known = names.organisations(orgs);
    return jdbc.sql("SELECT * FROM fleet.incident_hit WHERE incident_id = ? ORDER BY attempt_id")
        .param(id)
        .query(
            (row, number) ->
                new Incident.HitView(
                    row.getObject("org_id", UUID.class),
                    known.get(row.getObject("org_id", UUID.class)),
                    row.getObject("job_id", UUID.class),
                    row.getString("job_name"),
                    row.getObject("attempt_id", UUID.class),
                    instant(row, "at"),
                    row.getString("cause"),
                    instantOrNull(row, "lost_from"),
                    row.getLong("card_micros") / 1_000_000,
                    new Money(row.getLong("amount"))))
        .list();
  }

  private static Incident incident(ResultSet row, int number) throws SQLException {
    return new Incident(
        row.getObject("id", UUID.class),
        IncidentKind.valueOf(row.getString("kind")),
        row.getString("engine"),
        row.getString("node"),
        row.getObject("card", Integer.class),
        Severity.valueOf(row.getString("severity")),
        IncidentState.valueOf(row.getString("state")),
        row.getString("said"),
        instant(row, "began_at"),
        instant(row, "seen_at"),
        instantOrNull(row, "well_since"),
        instantOrNull(row, "ended_at"),
        row.getInt("times"),
        row.getString("cleared_by"),
        row.getString("note"),
        new Incident.Losses(
            row.getInt("attempts"),
            row.getLong("card_micros") / 1_000_000,
            new Money(row.getLong("amount"))));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(instantOrNull(row, column));
  }

  private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }
}
