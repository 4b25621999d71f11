package dev.penstock.queues;

import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Projects;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Gives queues their rights. */
final class RightsDesk {
  private final Access access;
  private final QueueRights rights;
  private final Revision revision;
  private final Nodes nodes;
  private final Flavours flavours;
  private final Tenants tenants;
  private final Projects projects;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RightsDesk(
      Access access,
      QueueRights rights,
      Revision revision,
      Nodes nodes,
      Flavours flavours,
      Tenants tenants,
      Projects projects,
      Audit audit,
      ApplicationEventPublisher events,
      Clock clock) {
    this.access = access;
    this.rights = rights;
    this.revision = revision;
    this.nodes = nodes;
    this.flavours = flavours;
    this.tenants = tenants;
    this.projects = projects;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What a queue shall have, all at once; what is left out is as if it had never been given.
   *
   * @param weight its part of what is not guaranteed, against its siblings'; 1 where left out
   */
  record NewRights(
      @Nullable Double weight,
      @Nullable ResourceAmounts guaranteed,
      @Nullable ResourceAmounts limit,
      @Nullable ResourceAmounts userLimit) {
    QueueRight of(UUID org, @Nullable UUID project, Clock clock, String by) {
      return new QueueRight(
          org,
          project,
          weight == null ? 1 : weight,
          orNone(guaranteed),
          orNone(limit),
          orNone(userLimit),
          clock.instant().truncatedTo(ChronoUnit.MICROS),
          by);
    }

    private static ResourceAmounts orNone(@Nullable ResourceAmounts amounts) {
      return amounts == null ? ResourceAmounts.NONE : amounts;
    }
  }

  /**
   * Gives an organisation its rights.
   *
   * @throws dev.penstock.shared.ProblemException not found, or when they can't be given
   */
  QueueRight give(Caller caller, OrgId org, NewRights wanted) {
    return access.operator(
        () -> {
          tenants.require(org);
          return give(caller, wanted.of(org.value(), null, clock, caller.personName()));
        });
  }

  /** The same for a project. */
  QueueRight give(Caller caller, OrgId org, ProjectId project, NewRights wanted) {
    return access.operator(
        () -> {
          tenants.require(org);
          projects.require(org, project);
          return give(caller, wanted.of(org.value(), project.value(), clock, caller.personName()));
        });
  }

  private QueueRight give(Caller caller, QueueRight right) {
    revision.raise();
    List<QueueRight> known = rights.all();
    new RightsCheck(CentreStock.all(nodes.all()), models(), known).check(right);
    rights.put(right);
    audit.recordFor(
        new OrgId(right.org()),
        caller,
        "queue.rights-given",
        right.project() == null ? "organisation" : "project",
        right.queue().toString(),
        told(right));
    access.afterCommit(() -> events.publishEvent(new QueuesChanged()));
    return right;
  }

  private NavigableSet<String> models() {
    NavigableSet<String> models = CentreStock.models(nodes.all());
    flavours.all().stream()
        .map(it -> it.shape().cardModel())
        .filter(java.util.Objects::nonNull)
        .forEach(models::add);
    return models;
  }

  private static Map<String, String> told(QueueRight right) {
    Map<String, String> told = new TreeMap<>();
    told.put("weight", String.valueOf(right.weight()));
    told(told, "guaranteed.", right.guaranteed());
    told(told, "limit.", right.limit());
    told(told, "userLimit.", right.userLimit());
    return told;
  }

  private static void told(Map<String, String> told, String of, ResourceAmounts amounts) {
    amounts.byField().forEach((field, amount) -> told.put(of + field, amount.toString()));
  }
}
