package dev.penstock.queues;

import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Role;
import dev.penstock.dispatch.centre.Slot;
import dev.penstock.dispatch.centre.TaskId;
import dev.penstock.dispatch.centre.Topology;
import dev.penstock.dispatch.centre.Wishes;
import dev.penstock.dispatch.centre.Workload;
import dev.penstock.dispatch.packing.Task;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.NodeState;
import dev.penstock.shared.Ids;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database's rows as the kernel's values. */
final class Workloads {
  private static final String RANK = "rank";

  private Workloads() {}

  static List<Node> nodes(List<FleetNode> fleet) {
    return fleet.stream().map(Workloads::node).toList();
  }

  private static Node node(FleetNode node) {
    int faulty = 0;
    for (int card = 0; card < node.cards().size(); card++) {
      faulty |= node.cards().get(card).healthy() ? 0 : 1 << card;
    }
    boolean hasCards = !node.cards().isEmpty() && node.cardModel() != null;
    return new Node(
        node.name(),
        node.state() == NodeState.READY,
        hasCards ? node.cardModel() : null,
        hasCards ? node.cards().size() : 0,
        hasCards ? faulty : 0,
        hasCards ? node.ringCards() : 0,
        Math.toIntExact(node.milliCores()),
        Math.toIntExact(node.memoryMiB()),
        Objects.requireNonNullElse(node.network(), ""),
        Objects.requireNonNullElse(node.superNode(), ""),
        Terms.labels(node));
  }

  /** The vendor's numbers of cards that the kernel names by place. */
  static List<Integer> cards(FleetNode node, int bits) {
    List<Integer> cards = new ArrayList<>();
    for (int left = bits; left != 0; left &= left - 1) {
      cards.add(node.cards().get(Integer.numberOfTrailingZeros(left)).index());
    }
    return cards;
  }

  private static int bits(@Nullable FleetNode node, List<Integer> numbers) {
    int bits = 0;
    for (int card = 0; node != null && card < node.cards().size(); card++) {
      bits |= numbers.contains(node.cards().get(card).index()) ? 1 << card : 0;
    }
    return bits;
  }

  /** The leaf of a project's work. */
  static String leaf(OrgId org, @Nullable UUID project) {
    return QueueNames.leaf(org, project);
  }

  static OrgId org(Workload work) {
    return new OrgId(UUID.fromString(work.queue().substring(0, work.queue().indexOf('/'))));
  }

  static TaskId task(KernelTable.PlacedRow row) {
    return new TaskId(row.entry(), row.task() == null ? 0 : row.task());
  }

  static Workload waiting(KernelTable.WaitingRow row) {
    Waiting.Tasks tasks = row.tasks();
    return new Workload(
        row.entry(),
        leaf(row.owner().org(), row.owner().project()),
        String.valueOf(row.owner().person()),
        List.of(new Role(RANK, row.leastNodes(), row.nodes(), row.demand())),
        tasks == null ? 1 : tasks.count(),
        tasks == null ? 1 : tasks.atOnce(),
        row.priority(),
        Ids.madeAt(row.entry()).toEpochMilli(),
        row.wallMillis(),
        row.terms().preemptible(),
        wishes(row.terms(), row.demand()));
  }

  static Wishes wishes(Terms terms, Demand demand) {
    return new Wishes(
        millis(terms.earliest(), 0),
        millis(terms.deadline(), Long.MAX_VALUE),
        terms.cheapest(),
        terms.priceCeiling() == null ? Double.POSITIVE_INFINITY : (double) terms.priceCeiling(),
        Topology.valueOf(terms.topology().name()),
        Terms.selectors(terms.nodeSelector(), demand),
        terms.apart(),
        // jobs settle these themselves: what is held by another's end is not told to the kernel
        List.of());
  }

  private static long millis(@Nullable Instant at, long absent) {
    return at == null ? absent : at.toEpochMilli();
  }

  /** What runs and has nothing that waits. */
  static Workload placed(List<KernelTable.PlacedRow> rows) {
    KernelTable.PlacedRow first = rows.getFirst();
    int ranks = (int) rows.stream().filter(it -> it.attempt().equals(first.attempt())).count();
    Demand demand = first.demand();
    return new Workload(
        first.entry(),
        leaf(first.owner().org(), first.owner().project()),
        String.valueOf(first.owner().person()),
        List.of(new Role(RANK, ranks, ranks, demand)),
        next(rows),
        Math.max(1, running(rows, Map.of()).size()),
        0,
        Ids.madeAt(first.entry()).toEpochMilli(),
        first.wallMillis(),
        first.preemptible(),
        wishes(
            new Terms(
                null,
                null,
                false,
                null,
                first.preemptible(),
                dev.penstock.queues.Topology.NEAR,
                Map.of(),
                first.apart()),
            demand));
  }

  /** What is asked about. */
  static Workload asked(
      UUID id,
      String leaf,
      int nodes,
      Demand demand,
      int priority,
      @Nullable Duration wallTime,
      Terms terms) {
    return new Workload(
        id,
        leaf,
        "",
        List.of(new Role(RANK, nodes, nodes, demand)),
        1,
        1,
        priority,
        Long.MAX_VALUE / 2,
        wallTime == null ? null : wallTime.toMillis(),
        terms.preemptible(),
        wishes(terms, demand));
  }

  /** The same with so many ranks. */
  static Workload with(Workload work, int ranks) {
    Role role = work.roles().getFirst();
    return with(work, new Role(RANK, ranks, ranks, role.demand()));
  }

  /** The same with so many ranks that need something else. */
  static Workload with(Workload work, int ranks, dev.penstock.dispatch.Demand demand) {
    return with(work, new Role(RANK, ranks, ranks, demand(demand)));
  }

  private static Workload with(Workload work, Role role) {
    return new Workload(
        work.id(),
        work.queue(),
        work.user(),
        List.of(role),
        1,
        1,
        work.priority(),
        work.submitted(),
        work.wallTime(),
        work.preemptible(),
        work.wishes().on(Terms.selectors(work.wishes().selectors(), role.demand())));
  }

  static Task task(Shape shape) {
    return new Task(
        Math.toIntExact(shape.milliCores()),
        Math.toIntExact(shape.memoryMiB()),
        shape.cards(),
        shape.cardMilli());
  }

  static Demand demand(dev.penstock.dispatch.Demand it) {
    int cores = Math.toIntExact(it.milliCores());
    int memory = Math.toIntExact(it.memoryMiB());
    return it.cardModel() == null
        ? Demand.cpu(cores, memory)
        : new Demand(it.cardModel(), it.cards(), it.cardMilli(), cores, memory);
  }

  /** Behind the last task that has a place. */
  static int next(Collection<KernelTable.PlacedRow> rows) {
    return rows.stream().mapToInt(it -> task(it).index() + 1).max().orElse(0);
  }

  static List<Kernel.Running> running(
      List<KernelTable.PlacedRow> rows, Map<String, FleetNode> nodes) {
    Map<TaskId, List<KernelTable.PlacedRow>> byTask = new LinkedHashMap<>();
    rows.forEach(it -> byTask.computeIfAbsent(task(it), key -> new ArrayList<>()).add(it));
    List<Kernel.Running> running = new ArrayList<>();
    byTask.forEach(
        (task, ranks) ->
            running.add(
                new Kernel.Running(
                    task.index(),
                    ranks.getFirst().placedAt().toEpochMilli(),
                    ranks.stream()
                        .map(it -> new Slot(it.node(), bits(nodes.get(it.node()), it.cards()), 0))
                        .toList())));
    return running;
  }

  /** Whether the kernel knows the same tasks to wait as the database does. */
  static boolean sameTasks(KernelTable.WaitingRow row, Kernel.Tasks known, Set<TaskId> running) {
    Waiting.Tasks tasks = row.tasks();
    if (tasks == null) {
      return running.isEmpty() && (known.next() == 0 || known.again().contains(0));
    }
    return known.next() == tasks.next() && known.again().equals(new HashSet<>(tasks.again()));
  }
}
