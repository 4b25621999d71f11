package dev.penstock.tenancy;

import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Organisations, from their application on. */
@Service
final class Organisations {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REASON = 500;

  private final Access access;
  private final OrganisationRows rows;
  private final People people;
  private final Passwords passwords;
  private final Projects projects;
  private final Credentials credentials;
  private final Audit audit;
  private final Notifications notifications;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Organisations(
      Access access,
      OrganisationRows rows,
      People people,
      Passwords passwords,
      Projects projects,
      Credentials credentials,
      Audit audit,
      Notifications notifications,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.rows = rows;
    this.people = people;
    this.passwords = passwords;
    this.projects = projects;
    this.credentials = credentials;
    this.audit = audit;
    this.notifications = notifications;
    this.events = events;
    this.clock = clock;
  }

  /** What a new customer sends. */
  record Application(
      OrganisationKind kind,
      String name,
      @Nullable String creditCode,
      String contactName,
      String email,
      String password) {}

  /** Checks everything that can be checked without looking anything up. */
  static Application checked(Application given) {
    if (given.kind == OrganisationKind.CENTRE) {
      throw Problems.invalid(
          "kind", given.kind.code(), "give one of " + OrganisationKind.applicable());
    }
    return new Application(
        given.kind,
        Fields.text("name", given.name, LONGEST_NAME),
        creditCode(given.kind, given.creditCode),
        Fields.text("contactName", given.contactName, LONGEST_NAME),
        Fields.email(given.email),
        Fields.password("password", given.password));
  }

  private static @Nullable String creditCode(OrganisationKind kind, @Nullable String given) {
    if (!kind.hasCreditCode()) {
      if (given != null) {
        throw Problems.invalid("creditCode", given, "an individual has none: leave it out");
      }
      return null;
    }
    if (given == null) {
      throw Problems.invalid(
          "creditCode",
          null,
          "an organisation of kind %s gives its unified social credit code (统一社会信用代码)"
              .formatted(kind.code()));
    }
    return CreditCode.parse("creditCode", given).value();
  }

  /**
   * Keeps a checked application; the applicant becomes the organisation's owner.
   *
   * @param knownPerson whether the email belongs to somebody, who has proved to be that person
   */
  Organisation apply(Application application, People.@Nullable Person knownPerson) {
    String hash = knownPerson == null ? passwords.hash(application.password) : "";
    Organisation organisation =
        new Organisation(
            OrgId.next(),
            application.kind,
            application.name,
            application.creditCode,
            application.contactName,
            OrganisationState.APPLIED,
            null,
            Sql.now(clock),
            null);
    access.runAsSystem(
        () -> {
          People.Person person = knownPerson == null ? newPerson(application, hash) : knownPerson;
          if (!rows.add(organisation)) {
            throw Problems.conflict(
                "creditCode",
                application.creditCode,
                "an organisation with this credit code is here already",
                "ask its owner to add you as a member");
          }
          rows.addMember(organisation.id(), person.id(), Set.of(Role.OWNER));
          noteApplication(organisation, person);
          changed(organisation.id());
          credentials.changed();
        });
    return organisation;
  }

  private People.Person newPerson(Application application, String hash) {
    People.Person person = people.add(application.email, application.contactName, hash, false);
    if (person == null) {
      throw Problems.conflict(
          "email", application.email, "this email was registered just now", "try again");
    }
    return person;
  }

  private void noteApplication(Organisation organisation, People.Person person) {
    audit.append(
        organisation.id(),
        new Audit.Actor(person.id(), person.name(), organisation.id(), null),
        "organisation.applied",
        "organisation",
        organisation.id().toString(),
        Map.of("name", organisation.name(), "kind", organisation.kind().code()));
    OrgId centre = rows.centre();
    if (centre != null) {
      notifications.send(
          centre,
          "organisation.applied",
          Map.of(
              "organisation",
              organisation.id().toString(),
              "name",
              organisation.name(),
              "kind",
              organisation.kind().code()));
    }
  }

  Organisation find(OrgId org) {
    return access.tenant(org, () -> rows.require(org));
  }

  Page<Organisation> list(
      @Nullable OrganisationState state, @Nullable OrganisationKind kind, ListQuery query) {
    return access.operator(() -> rows.list(state, kind, query));
  }

  /**
   * Lets an organisation use the centre, and gives it its first project.
   *
   * @throws ProblemException conflict, when it is not waiting
   */
  Organisation approve(Caller operator, OrgId org) {
    return decide(operator, org, OrganisationState.APPLIED, OrganisationState.APPROVED, null);
  }

  /** Refuses an application. */
  Organisation reject(Caller operator, OrgId org, String reason) {
    return decide(
        operator,
        org,
        OrganisationState.APPLIED,
        OrganisationState.REJECTED,
        checkedReason(reason));
  }

  /** Stops an organisation from doing anything new. */
  Organisation suspend(Caller operator, OrgId org, String reason) {
    return decide(
        operator,
        org,
        OrganisationState.APPROVED,
        OrganisationState.SUSPENDED,
        checkedReason(reason));
  }

  /** Takes a suspension back. */
  Organisation resume(Caller operator, OrgId org) {
    return decide(operator, org, OrganisationState.SUSPENDED, OrganisationState.APPROVED, null);
  }

  private static String checkedReason(String reason) {
    return Fields.text("reason", reason, LONGEST_REASON);
  }

  private Organisation decide(
      Caller operator,
      OrgId org,
      OrganisationState from,
      OrganisationState to,
      @Nullable String reason) {
    operator.require(Permission.OPERATE);
    return access.operator(
        () -> {
          Organisation before = rows.lock(org);
          OrganisationState state = before.state().to(to);
          if (before.state() != from) {
            throw Problems.conflict(
                "state",
                before.state().name(),
                "the organisation is %s, not %s".formatted(before.state(), from),
                "look at the organisation again");
          }
          if (before.kind() == OrganisationKind.CENTRE) {
            throw Problems.forbidden(
                "the centre decides on others, not on itself", "name a tenant");
          }
          rows.decide(org, state, reason, operator.person(), Sql.now(clock));
          note(operator, org, from, state, reason);
          changed(org);
          if (from == OrganisationState.APPLIED && state == OrganisationState.APPROVED) {
            projects.add(org, Projects.DEFAULT);
            access.afterCommit(() -> events.publishEvent(new OrganisationApproved(org)));
          }
          credentials.changed();
          return rows.require(org);
        });
  }

  private void changed(OrgId org) {
    access.afterCommit(() -> events.publishEvent(new OrganisationChanged(org)));
  }

  private void note(
      Caller operator,
      OrgId org,
      OrganisationState from,
      OrganisationState to,
      @Nullable String reason) {
    String what =
        "organisation."
            + switch (to) {
              case APPROVED -> from == OrganisationState.APPLIED ? "approved" : "resumed";
              case REJECTED -> "rejected";
              case SUSPENDED -> "suspended";
              case APPLIED -> "applied";
            };
    Map<String, String> detail = reason == null ? Map.of() : Map.of("reason", reason);
    audit.recordFor(org, operator, what, "organisation", org.toString(), detail);
    notifications.send(org, what, detail);
  }

  /** For applicants who are here already: the person of this email, null when it is unknown. */
  People.@Nullable Person personOf(String email) {
    return access.<People.@Nullable Person>system(() -> people.byEmail(email));
  }
}
