package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log of who did what. It is only ever added to: the database refuses anything else to
 * everybody, its tables' owner included.
 */
@Service
public final class Audit {
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  private static final String LIST =
      """
      SELECT id, org_id, at, person_id, person_name, key_id, action, subject_kind, subject_id,
        detail
      FROM tenancy.audit_entry
      WHERE (CAST(:org AS uuid) IS NULL OR org_id = :org)
        AND (CAST(:cursor AS uuid) IS NULL OR id < :cursor)
      ORDER BY id DESC LIMIT :limit
      """;

  private final Access access;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Audit(Access access, JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Who acted. */
  record Actor(PersonId person, String name, OrgId org, @Nullable UUID key) {
    static Actor of(Caller caller) {
      return new Actor(caller.person(), caller.personName(), caller.org(), caller.key());
    }
  }

  /**
   * Adds an entry to the log of the caller's organisation; joins the open transaction, so that what
   * is rolled back leaves no trace.
   *
   * @param action what was done, as {@code subject.past-tense}: {@code project.created}
   * @param subjectKind what it was done to: {@code project}
   * @param subjectId which one
   * @param detail more, by name; never a secret
   */
  public void record(
      Caller caller,
      String action,
      String subjectKind,
      String subjectId,
      Map<String, String> detail) {
    recordFor(caller.org(), caller, action, subjectKind, subjectId, detail);
  }

  /** The same in the log of another organisation: where the centre's staff acts on a tenant. */
  public void recordFor(
      OrgId log,
      Caller caller,
      String action,
      String subjectKind,
      String subjectId,
      Map<String, String> detail) {
    append(log, Actor.of(caller), action, subjectKind, subjectId, detail);
  }

  void append(
      OrgId log,
      Actor actor,
      String action,
      String subjectKind,
      String subjectId,
      Map<String, String> detail) {
    access.runAsTenant(
        log,
        () ->
            jdbc.sql(
                    """
                    INSERT INTO tenancy.audit_entry (id, org_id, at, person_id, person_name,
                      actor_org_id, key_id, action, subject_kind, subject_id, detail)
                    VALUES (:id, :org, :at, :person, :name, :actorOrg, :key, :action, :kind,
                      :subject, CAST(:detail AS jsonb))
                    """)
                .param("id", Ids.next())
                .param("org", log.value())
                .param("at", Sql.at(Sql.now(clock)))
                .param("person", actor.person.value())
                .param("name", actor.name)
                .param("actorOrg", actor.org.value())
                .param("key", actor.key)
                .param("action", action)
                .param("kind", subjectKind)
                .param("subject", subjectId)
                .param("detail", json.writeValueAsString(new TreeMap<>(detail)))
                .update());
  }

  /** An organisation's log, the newest first. */
  Page<AuditEntry> list(OrgId org, int limit, @Nullable String cursor) {
    return access.tenant(org, () -> page(org, limit, cursor));
  }

  /** Every organisation's log, or one's, the newest first; for the centre's staff. */
  Page<AuditEntry> listAll(@Nullable OrgId org, int limit, @Nullable String cursor) {
    return access.operator(() -> page(org, limit, cursor));
  }

  private Page<AuditEntry> page(@Nullable OrgId org, int limit, @Nullable String cursor) {
    List<AuditEntry> rows =
        jdbc.sql(LIST)
            .param("org", org == null ? null : org.value())
            .param("cursor", Sql.cursor(cursor))
            .param("limit", Page.limit(limit) + 1)
            .query((row, n) -> entry(row))
            .list();
    return Page.of(rows, limit, entry -> entry.id().toString());
  }

  private AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        Sql.uuid(row, "id"),
        new OrgId(Sql.uuid(row, "org_id")),
        Sql.instant(row, "at"),
        new PersonId(Sql.uuid(row, "person_id")),
        row.getString("person_name"),
        row.getObject("key_id", UUID.class),
        row.getString("action"),
        row.getString("subject_kind"),
        row.getString("subject_id"),
        json.readValue(row.getString("detail"), DETAIL));
  }
}
