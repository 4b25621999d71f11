package dev.penstock.tenancy;

import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The organisations' rows; call within an open transaction. */
@Component
final class OrganisationRows {
  private static final String TABLE = "tenancy.organisation";
  private static final String READ =
      "org_id, kind, name, credit_code, contact_name, state, reason, applied_at, decided_at";
  private static final String COLUMNS = "SELECT " + READ + " FROM " + TABLE + " ";

  private static final Listing ORGANISATIONS =
      Listing.of(
              "appliedAt", Listing.Key.id("appliedAt", "org_id"), Listing.Key.text("name", "name"))
          .searching("name");

  private final JdbcClient jdbc;
  private final Clock clock;

  OrganisationRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Adds an organisation.
   *
   * @return false when its credit code is taken, or it would be a second centre
   */
  boolean add(Organisation organisation) {
    return jdbc.sql(
                """
                INSERT INTO tenancy.organisation
                  (org_id, kind, name, credit_code, contact_name, state, applied_at, decided_at)
                VALUES (:id, :kind, :name, :code, :contact, :state, :applied, :decided)
                ON CONFLICT DO NOTHING
                """)
            .param("id", organisation.id().value())
            .param("kind", organisation.kind().code())
            .param("name", organisation.name())
            .param("code", organisation.creditCode())
            .param("contact", organisation.contactName())
            .param("state", organisation.state().name())
            .param("applied", Sql.at(organisation.appliedAt()))
            .param("decided", Sql.atOrNull(organisation.decidedAt()))
            .update()
        == 1;
  }

  void addMember(OrgId org, PersonId person, Set<Role> roles) {
    int added =
        jdbc.sql(
                """
                INSERT INTO tenancy.membership (org_id, person_id, roles, added_at)
                VALUES (:org, :person, string_to_array(:roles, ','), :now)
                ON CONFLICT (org_id, person_id) DO NOTHING
                """)
            .param("org", org.value())
            .param("person", person.value())
            .param("roles", Sql.joined(roles))
            .param("now", Sql.at(Sql.now(clock)))
            .update();
    if (added == 0) {
      throw Problems.conflict(
          "email",
          null,
          "this person is a member already",
          "change the member's role instead: PUT /v1/members/" + person);
    }
  }

  /**
   * The organisation of this id.
   *
   * @throws ProblemException not found
   */
  Organisation require(OrgId org) {
    return one(org, "");
  }

  /** The same, locked until the transaction ends. */
  Organisation lock(OrgId org) {
    return one(org, " FOR UPDATE");
  }

  private Organisation one(OrgId org, String suffix) {
    return jdbc.sql(COLUMNS + " WHERE org_id = :org" + suffix)
        .param("org", org.value())
        .query((row, n) -> organisation(row))
        .optional()
        .orElseThrow(() -> Problems.notFound("organisation", org.toString()));
  }

  @Nullable OrgId centre() {
    return jdbc.sql("SELECT org_id FROM tenancy.organisation WHERE kind = 'centre'")
        .query((row, n) -> new OrgId(Sql.uuid(row, "org_id")))
        .optional()
        .orElse(null);
  }

  void decide(
      OrgId org, OrganisationState state, @Nullable String reason, PersonId by, Instant at) {
    jdbc.sql(
            """
            UPDATE tenancy.organisation
            SET state = :state, reason = :reason, decided_at = :at, decided_by = :by
            WHERE org_id = :org
            """)
        .param("state", state.name())
        .param("reason", reason)
        .param("at", Sql.at(at))
        .param("by", by.value())
        .param("org", org.value())
        .update();
  }

  Page<Organisation> list(
      @Nullable OrganisationState state, @Nullable OrganisationKind kind, ListQuery query) {
    return ORGANISATIONS
        .page(query)
        .only("state", state == null ? null : state.name(), "state = :state")
        .only("kind", kind == null ? null : kind.code(), "kind = :kind")
        .read(jdbc, READ, TABLE, (row, n) -> organisation(row));
  }

  private static Organisation organisation(ResultSet row) throws SQLException {
    return new Organisation(
        new OrgId(Sql.uuid(row, "org_id")),
        OrganisationKind.parse(row.getString("kind")),
        row.getString("name"),
        row.getString("credit_code"),
        row.getString("contact_name"),
        OrganisationState.valueOf(row.getString("state")),
        row.getString("reason"),
        Sql.instant(row, "applied_at"),
        Sql.instantOrNull(row, "decided_at"));
  }
}
