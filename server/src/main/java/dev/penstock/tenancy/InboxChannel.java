package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps notices for the members to read. */
@Component
final class InboxChannel implements Channel {
  private static final TypeReference<Map<String, String>> ARGS = new TypeReference<>() {};
  private static final String READ = "id, kind, args, at, read_at";
  private static final String TABLE = "tenancy.notification";
  private static final String COLUMNS = "SELECT " + READ + " FROM " + TABLE + " ";

  private static final Listing NOTICES = Listing.of("-at", Listing.Key.id("at", "id"));

  /** A notice as it is kept: its text is made when it is read, in the reader's language. */
  record Notice(
      UUID id, String kind, Map<String, String> args, Instant at, @Nullable Instant readAt) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  InboxChannel(
      Access access,
      JdbcClient jdbc,
      JsonMapper json,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.json = json;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void deliver(OrgId org, String kind, Map<String, String> args) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            INSERT INTO tenancy.notification (id, org_id, kind, args, at)
            VALUES (:id, :org, :kind, CAST(:args AS jsonb), :at)
            """)
        .param("id", id)
        .param("org", org.value())
        .param("kind", kind)
        .param("args", json.writeValueAsString(new TreeMap<>(args)))
        .param("at", Sql.at(Sql.now(clock)))
        .update();
    changed(org, id);
  }

  private void changed(OrgId org, UUID id) {
    access.afterCommit(() -> events.publishEvent(new NotificationSent(id, org)));
  }

  /** By page, the newest first unless asked otherwise. */
  Page<Notice> list(OrgId org, boolean unread, @Nullable String kind, ListQuery query) {
    return NOTICES
        .page(query)
        .only("org", org.value(), "org_id = :org")
        .only("unread", unread ? true : null, "read_at IS NULL")
        .only("kind", kind, "kind = :kind")
        .read(jdbc, READ, TABLE, (row, n) -> notice(row));
  }

  Notice read(OrgId org, UUID id) {
    jdbc.sql(
            """
            UPDATE tenancy.notification SET read_at = coalesce(read_at, :now)
            WHERE org_id = :org AND id = :id
            """)
        .param("now", Sql.at(Sql.now(clock)))
        .param("org", org.value())
        .param("id", id)
        .update();
    changed(org, id);
    return jdbc.sql(COLUMNS + " WHERE org_id = :org AND id = :id")
        .param("org", org.value())
        .param("id", id)
        .query((row, n) -> notice(row))
        .optional()
        .orElseThrow(() -> Problems.notFound("notification", id.toString()));
  }

  private Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        Sql.uuid(row, "id"),
        row.getString("kind"),
        json.readValue(row.getString("args"), ARGS),
        Sql.instant(row, "at"),
        Sql.instantOrNull(row, "read_at"));
  }
}
