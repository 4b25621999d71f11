package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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

  private static final String READ =
      "id, org_id, at, person_id, person_name, key_id, action, subject_kind, subject_id, detail";

  private static final Listing ENTRIES =
      Listing.of("-at", Listing.Key.id("at", "id"))
          .searching("(action || ' ' || person_name || ' ' || subject_id)");

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

  /**
   * Which entries are wanted; null for any.
   *
   * @param action what was done, exactly
   * @param actor who did it: a person's id, or a part of the name
   * @param subject the id of what it was done to
   * @param from then or later
   * @param to before then
   */
  record Filter(
      @Nullable String action,
      @Nullable String actor,
      @Nullable String subject,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /** An organisation's log, the newest first unless asked otherwise. */
  Page<AuditEntry> list(OrgId org, Filter filter, ListQuery query) {
    return access.tenant(org, () -> page(org, filter, query));
  }

  /** Every organisation's log, or one's, likewise; for the centre's staff. */
  Page<AuditEntry> listAll(@Nullable OrgId org, Filter filter, ListQuery query) {
    return access.operator(() -> page(org, filter, query));
  }

  private Page<AuditEntry> page(@Nullable OrgId org, Filter filter, ListQuery query) {
    UUID person = Sql.uuidOrNull(filter.actor);
    return ENTRIES
        .page(query)
        .only("org", org == null ? null : org.value(), "org_id = :org")
        .only("action", filter.action, "action = :action")
        .only("person", person, "person_id = :person")
        .only(
            "actor",
            person == null ? filter.actor : null,
            "strpos(lower(person_name), lower(:actor)) > 0")
        .only("subject", filter.subject, "subject_id = :subject")
        .only("from", Sql.atOrNull(filter.from), "at >= :from")
        .only("to", Sql.atOrNull(filter.to), "at < :to")
        .read(jdbc, READ, "tenancy.audit_entry", (row, n) -> entry(row));
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
