package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who belongs to an organisation, and as what. */
@Service
final class Members {
  private static final String READ =
      "m.person_id, p.email, p.name, array_to_string(m.roles, ',') AS roles, m.added_at";
  private static final String FROM =
      "tenancy.membership m JOIN tenancy.person p ON p.id = m.person_id";
  private static final String COLUMNS =
      "SELECT " + READ + " FROM " + FROM + " WHERE m.org_id = :org ";

  private static final Listing MEMBERS =
      Listing.of(
              "addedAt",
              Listing.Key.id("id", "m.person_id"),
              Listing.Key.time("addedAt", "m.added_at"),
              Listing.Key.text("name", "p.name"),
              Listing.Key.text("email", "p.email"))
          .searching("(p.name || ' ' || p.email)");

  private final Access access;
  private final JdbcClient jdbc;
  private final People people;
  private final Passwords passwords;
  private final OrganisationRows organisations;
  private final Credentials credentials;
  private final Sessions sessions;
  private final Audit audit;
  private final Notifications notifications;

  Members(
      Access access,
      JdbcClient jdbc,
      People people,
      Passwords passwords,
      OrganisationRows organisations,
      Credentials credentials,
      Sessions sessions,
      Audit audit,
      Notifications notifications) {
    this.access = access;
    this.jdbc = jdbc;
    this.people = people;
    this.passwords = passwords;
    this.organisations = organisations;
    this.credentials = credentials;
    this.sessions = sessions;
    this.audit = audit;
    this.notifications = notifications;
  }

  Page<Member> list(Caller caller, @Nullable Role role, ListQuery query) {
    caller.require(Permission.READ);
    return access.tenant(
        caller.org(),
        () ->
            MEMBERS
                .page(query)
                .only("org", caller.org().value(), "m.org_id = :org")
                .only("role", role == null ? null : role.name(), ":role = ANY (m.roles)")
                .read(jdbc, READ, FROM, (row, n) -> member(row)));
  }

  /**
   * Adds a person to the caller's organisation. Somebody whose email is known keeps their name and
   * password; for another, both are needed, and the password is one to be changed.
   */
  Member add(
      Caller caller,
      String email,
      @Nullable String name,
      Set<Role> roles,
      @Nullable String password) {
    requireMayGrant(caller, roles);
    String address = Fields.email(email);
    String hash = password == null ? null : passwords.hash(Fields.password("password", password));
    return access.system(
        () -> {
          People.Person known = people.byEmail(address);
          People.Person person = known == null ? create(address, name, hash) : known;
          organisations.addMember(caller.org(), person.id(), roles);
          Member member = require(caller.org(), person.id());
          record(caller, "member.added", member);
          notifications.send(
              caller.org(),
              "member.added",
              Map.of("name", member.name(), "email", address, "roles", Role.codes(roles)));
          credentials.changed();
          return member;
        });
  }

  private People.Person create(String email, @Nullable String name, @Nullable String hash) {
    if (name == null) {
      throw Problems.invalid("name", null, "give the name of the new person");
    }
    if (hash == null) {
      throw Problems.invalid(
          "password", null, "give the new person a first password, to be changed by them");
    }
    People.Person person = people.add(email, Fields.text("name", name, 100), hash, true);
    if (person == null) {
      throw Problems.conflict("email", email, "this email was registered just now", "try again");
    }
    return person;
  }

  /** Gives a member other roles; the member's sessions end, so that none goes on with the old. */
  Member change(Caller caller, PersonId id, Set<Role> roles) {
    requireMayGrant(caller, roles);
    return access.system(
        () -> {
          Member before = lockAndRequire(caller, id);
          if (!roles.contains(keeper(caller))) {
            requireAnotherKeeper(caller, before);
          }
          jdbc.sql(
                  """
                  UPDATE tenancy.membership SET roles = string_to_array(:roles, ',')
                  WHERE org_id = :org AND person_id = :person
                  """)
              .param("roles", Sql.joined(roles))
              .param("org", caller.org().value())
              .param("person", id.value())
              .update();
          Member after = require(caller.org(), id);
          record(caller, "member.changed", after);
          sessions.endAll(id);
          return after;
        });
  }

  /**
   * Takes a member out of the organisation; the member's keys there are dead from then on, and all
   * their sessions end.
   */
  void remove(Caller caller, PersonId id) {
    caller.require(Permission.ADMINISTER);
    access.runAsSystem(
        () -> {
          Member member = lockAndRequire(caller, id);
          requireAnotherKeeper(caller, member);
          jdbc.sql("DELETE FROM tenancy.membership WHERE org_id = :org AND person_id = :person")
              .param("org", caller.org().value())
              .param("person", id.value())
              .update();
          record(caller, "member.removed", member);
          sessions.endAll(id);
        });
  }

  /**
   * Nobody gives, or takes, what they have not themselves.
   *
   * @throws ProblemException forbidden, or an invalid value when the role is not of this
   *     organisation
   */
  private static void requireMayGrant(Caller caller, Set<Role> roles) {
    caller.require(Permission.ADMINISTER);
    if (roles.isEmpty()) {
      throw Problems.invalid("role", null, "give at least one role");
    }
    for (Role role : roles) {
      if (role.isStaff() != caller.staff()) {
        throw Problems.invalid(
            "role",
            role.code(),
            caller.staff()
                ? "the staff's roles are operator, finance and auditor"
                : "give one of owner, admin, member, viewer, billing");
      }
    }
    requireCovers(caller, roles);
  }

  private static void requireCovers(Caller caller, Set<Role> roles) {
    boolean ownersOnly = roles.contains(Role.OWNER) && !caller.roles().contains(Role.OWNER);
    if (ownersOnly || !caller.permissions().containsAll(Role.permissionsOf(roles))) {
      throw Problems.forbidden(
          "%s may not give or take the role %s".formatted(caller.personName(), Role.codes(roles)),
          "ask somebody who has that role");
    }
  }

  private Member lockAndRequire(Caller caller, PersonId id) {
    jdbc.sql(
            "SELECT person_id FROM tenancy.membership WHERE org_id = :org ORDER BY person_id"
                + " FOR UPDATE")
        .param("org", caller.org().value())
        .query((row, n) -> n)
        .list();
    Member member = require(caller.org(), id);
    requireCovers(caller, Set.copyOf(member.roles()));
    return member;
  }

  /** An organisation is never without an owner, nor the centre without an operator. */
  private void requireAnotherKeeper(Caller caller, Member leaving) {
    Role keeper = keeper(caller);
    if (!leaving.roles().contains(keeper)) {
      return;
    }
    int others =
        jdbc.sql(
                """
                SELECT count(*) FROM tenancy.membership
                WHERE org_id = :org AND person_id <> :person AND :keeper = ANY (roles)
                """)
            .param("org", caller.org().value())
            .param("person", leaving.id().value())
            .param("keeper", keeper.name())
            .query(Integer.class)
            .single();
    if (others == 0) {
      throw Problems.conflict(
          "role",
          keeper.code(),
          "%s is the last %s of \"%s\"".formatted(leaving.name(), keeper.code(), caller.orgName()),
          "make somebody else %s first".formatted(keeper.code()));
    }
  }

  private static Role keeper(Caller caller) {
    return Role.keeper(caller.staff());
  }

  private Member require(OrgId org, PersonId id) {
    return jdbc.sql(COLUMNS + " AND m.person_id = :person")
        .param("org", org.value())
        .param("person", id.value())
        .query((row, n) -> member(row))
        .optional()
        .orElseThrow(() -> Problems.notFound("member", id.toString()));
  }

  private void record(Caller caller, String action, Member member) {
    audit.record(
        caller,
        action,
        "member",
        member.id().toString(),
        Map.of("email", member.email(), "roles", Role.codes(member.roles())));
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        new PersonId(Sql.uuid(row, "person_id")),
        row.getString("email"),
        row.getString("name"),
        Sql.roles(row).stream().sorted().toList(),
        Sql.instant(row, "added_at"));
  }
}
