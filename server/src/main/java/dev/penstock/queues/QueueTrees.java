package dev.penstock.queues;

import dev.penstock.dispatch.centre.FairShares;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.Nodes;
import dev.penstock.queues.QueueTree.GivenRights;
import dev.penstock.queues.QueueTree.OrganisationQueue;
import dev.penstock.queues.QueueTree.ProjectQueue;
import dev.penstock.queues.QueueTree.QueueShare;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Draws up the tree of the queues as it stands now. */
final class QueueTrees {
  private final Access access;
  private final JdbcClient jdbc;
  private final QueueRights rights;
  private final Nodes nodes;
  private final Tenants tenants;
  private final Clock clock;

  QueueTrees(
      Access access,
      JdbcClient jdbc,
      QueueRights rights,
      Nodes nodes,
      Tenants tenants,
      Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.rights = rights;
    this.nodes = nodes;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** All that is read at once. */
  private record Facts(
      List<Tenants.Branch> branches,
      Map<UUID, QueueRight> rights,
      QueueUse use,
      SortedMap<String, Long> usable) {
    QueueRight right(UUID org, @Nullable UUID project) {
      return rights.getOrDefault(project == null ? org : project, QueueRight.plain(org, project));
    }

    int jobs(Tenants.Branch branch) {
      return use.jobs(branch.id().value())
          + branch.projects().keySet().stream().mapToInt(it -> use.jobs(it.value())).sum();
    }
  }

  /**
   * The tree.
   *
   * @param only the organisation whose branch is wanted; null for all
   */
  QueueTree tree(@Nullable OrgId only) {
    Facts facts = access.system(this::facts);
    Map<String, Map<String, FairShares.Share>> shares = new TreeMap<>();
    facts.usable.forEach(
        (field, amount) -> {
          if (!field.equals(ResourceAmounts.MEMORY)) {
            shares.put(field, FairShares.divide(amount, parts(facts, field)));
          }
        });
    return new QueueTree(
        clock.instant(),
        ResourceAmounts.of(facts.usable),
        facts.branches.stream()
            .filter(it -> only == null || it.id().equals(only))
            .map(it -> organisation(it, facts, shares))
            .toList());
  }

  private Facts facts() {
    SortedMap<String, Long> usable = CentreStock.usable(nodes.all());
    Map<UUID, QueueRight> known = rights.byQueue();
    // a model that is promised is shown though no node has it now
    known
        .values()
        .forEach(
            it -> it.guaranteed().byField().keySet().forEach(of -> usable.putIfAbsent(of, 0L)));
    usable.putIfAbsent(ResourceAmounts.CORES, 0L);
    QueueUse use =
        QueueUse.read(
            jdbc,
            node -> {
              FleetNode found = nodes.find(node);
              return found == null ? null : found.cardModel();
            });
    return new Facts(tenants.branches(), known, use, usable);
  }

  private static List<FairShares.Part> parts(Facts facts, String field) {
    List<FairShares.Part> parts = new ArrayList<>();
    for (Tenants.Branch branch : facts.branches) {
      UUID org = branch.id().value();
      parts.add(part(facts.right(org, null), null, facts.use, field));
      branch
          .projects()
          .keySet()
          .forEach(it -> parts.add(part(facts.right(org, it.value()), org, facts.use, field)));
    }
    return parts;
  }

  private static FairShares.Part part(
      QueueRight right, @Nullable UUID above, QueueUse use, String field) {
    return new FairShares.Part(
        right.queue().toString(),
        above == null ? null : above.toString(),
        right.weight(),
        right.guaranteed().byField().getOrDefault(field, 0L),
        right.limit().byField().getOrDefault(field, Long.MAX_VALUE),
        use.used(right.queue(), field),
        use.waiting(right.queue(), field));
  }

  private static OrganisationQueue organisation(
      Tenants.Branch branch, Facts facts, Map<String, Map<String, FairShares.Share>> shares) {
    QueueRight right = facts.right(branch.id().value(), null);
    List<ProjectQueue> projects = new ArrayList<>();
    branch
        .projects()
        .forEach(
            (id, name) -> {
              QueueRight own = facts.right(branch.id().value(), id.value());
              projects.add(
                  new ProjectQueue(
                      id,
                      name,
                      GivenRights.of(own),
                      facts.use.jobs(id.value()),
                      shares(own, shares)));
            });
    return new OrganisationQueue(
        branch.id(),
        branch.name(),
        GivenRights.of(right),
        facts.jobs(branch),
        shares(right, shares),
        projects);
  }

  private static List<QueueShare> shares(
      QueueRight right, Map<String, Map<String, FairShares.Share>> shares) {
    List<QueueShare> own = new ArrayList<>();
    shares.forEach(
        (field, all) -> {
          FairShares.Share it = Objects.requireNonNull(all.get(right.queue().toString()));
          own.add(
              new QueueShare(
                  field.equals(ResourceAmounts.CORES)
                      ? null
                      : field.substring(ResourceAmounts.CARDS.length()),
                  it.used(),
                  it.waiting(),
                  it.guaranteed(),
                  it.deserved(),
                  it.borrowed(),
                  right.limit().byField().get(field)));
        });
    // cards first, for they are what is scarce
    own.sort((one, other) -> Boolean.compare(one.cardModel() == null, other.cardModel() == null));
    return own;
  }
}
