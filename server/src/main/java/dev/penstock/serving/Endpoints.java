package dev.penstock.serving;

import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Names;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Endpoints: made, found, moved on, stopped. Every method joins the open transaction. */
final class Endpoints {
  static final String DEFAULT_FLAVOUR = "cpu.small";

  private final Access access;
  private final EndpointTable table;
  private final Catalogue catalogue;
  private final Replicas replicas;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Endpoints(
      Access access,
      EndpointTable table,
      Catalogue catalogue,
      Replicas replicas,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.catalogue = catalogue;
    this.replicas = replicas;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes an endpoint and starts its replica.
   *
   * @throws ProblemException when the name is malformed or taken, the model is unknown, or the
   *     replica can't be started; nothing is kept then
   */
  EndpointView create(OrgId org, PersonId by, NewEndpoint asked) {
    String name = Names.check("name", asked.name());
    if (asked.model() == null || asked.model().isBlank()) {
      throw Problems.invalid("model", asked.model(), "name a model, such as digits or digits@1");
    }
    String flavour = asked.flavour() == null ? DEFAULT_FLAVOUR : asked.flavour();
    return access.tenant(
        org,
        () -> {
          table.openOf(org, name).ifPresent(Endpoints::refuseTaken);
          Catalogue.Entry entry = catalogue.find(org, asked.project(), asked.model());
          JobId replica =
              replicas.start(
                  new Replicas.Order(
                      org, by, entry.projectName(), name, entry.model(), entry.version(), flavour));
          Endpoint fresh = fresh(org, name, entry, flavour, replica);
          if (!table.insert(fresh)) {
            // somebody took the name in the meantime; what was started is rolled back
            refuseTaken(fresh);
          }
          tell(fresh);
          return EndpointView.of(fresh);
        });
  }

  private Endpoint fresh(
      OrgId org, String name, Catalogue.Entry entry, String flavour, JobId replica) {
    return new Endpoint(
        EndpointId.next(),
        org,
        entry.project(),
        name,
        EndpointState.STARTING,
        null,
        entry.model(),
        entry.version(),
        flavour,
        replica,
        0,
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private static void refuseTaken(Endpoint holder) {
    throw Problems.conflict(
        "name",
        holder.name(),
        "there is an endpoint \"%s\" already".formatted(holder.name()),
        "choose another name, or delete that endpoint and wait until it has stopped");
  }

  /**
   * An endpoint as it is now.
   *
   * @throws ProblemException not found, also when it is another tenant's
   */
  EndpointView find(OrgId org, EndpointId id) {
    return access.tenant(
        org, () -> EndpointView.of(table.find(org, id).orElseThrow(() -> unknown(id))));
  }

  /** The organisation's endpoints, the newest first unless asked otherwise. */
  Page<EndpointView> list(
      OrgId org, @Nullable ProjectId project, @Nullable EndpointState state, ListQuery query) {
    return access.tenant(org, () -> table.list(org, project, state, query).map(EndpointView::of));
  }

  /**
   * Asks for the endpoint's end; its replica is stopped soon. Asking again changes nothing.
   *
   * @throws ProblemException not found
   */
  EndpointView stop(OrgId org, EndpointId id, String reason) {
    return access.tenant(
        org,
        () -> {
          Endpoint endpoint = table.lock(org, id).orElseThrow(() -> unknown(id));
          if (endpoint.state() == EndpointState.STOPPING || endpoint.state().isTerminal()) {
            return EndpointView.of(endpoint);
          }
          Endpoint stopping = endpoint.to(EndpointState.STOPPING, reason);
          move(endpoint, stopping);
          return EndpointView.of(stopping);
        });
  }

  /** Moves the endpoint on and tells of it; false when somebody else has moved it meanwhile. */
  boolean move(Endpoint from, Endpoint to) {
    return access.tenant(
        from.org(),
        () -> {
          boolean moved = table.move(from, to);
          if (moved) {
            tell(to);
          }
          return moved;
        });
  }

  /** Notes the endpoint's reason, unless its state has changed meanwhile. */
  void explain(Endpoint endpoint) {
    access.runAsTenant(endpoint.org(), () -> table.move(endpoint, endpoint));
  }

  private void tell(Endpoint endpoint) {
    access.afterCommit(() -> events.publishEvent(EndpointChanged.of(endpoint)));
  }

  private static ProblemException unknown(EndpointId id) {
    return Problems.notFound("endpoint", id.toString());
  }
}
