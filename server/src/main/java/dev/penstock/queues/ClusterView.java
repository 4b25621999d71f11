package dev.penstock.queues;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.Node;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.NodeState;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fleet less what is allocated: the kernel's view. */
final class ClusterView {
  private static final int WHOLE = 1000;

  private final Nodes fleet;

  ClusterView(Nodes fleet) {
    this.fleet = fleet;
  }

  static Demand demand(Shape shape) {
    return new Demand(
        shape.cardModel(), shape.cards(), shape.cardMilli(), shape.milliCores(), shape.memoryMiB());
  }

  List<Node> nodes(List<AllocationTable.Allocation> allocations) {
    Map<String, Used> used = new HashMap<>();
    for (AllocationTable.Allocation allocation : allocations) {
      used.computeIfAbsent(allocation.node(), name -> new Used()).add(allocation);
    }
    return fleet.all().stream()
        .map(node -> view(node, used.getOrDefault(node.name(), new Used())))
        .toList();
  }

  /** Those of the nodes that run services. */
  List<Node> serving(List<Node> nodes) {
    Set<String> serving =
        fleet.all().stream()
            .filter(FleetNode::runsServices)
            .map(FleetNode::name)
            .collect(Collectors.toSet());
    return nodes.stream().filter(node -> serving.contains(node.name())).toList();
  }

  /** Whether the demand could ever be met by these nodes. */
  Fit fit(List<Node> nodes, int needed, Demand demand, boolean service) {
    return service
        ? Fit.ofService(nodes, serving(nodes), needed, demand)
        : Fit.of(nodes, needed, demand);
  }

  private static Node view(FleetNode node, Used used) {
    List<Integer> healthy =
        node.cards().stream()
            .filter(FleetNode.NodeCard::healthy)
            .map(FleetNode.NodeCard::index)
            .toList();
    return new Node(
        node.name(),
        node.state() == NodeState.READY,
        node.cardModel(),
        healthy.size(),
        node.sharesCards(),
        node.milliCores(),
        node.memoryMiB(),
        healthy.stream().map(used::free).toList(),
        node.milliCores() - used.milliCores,
        node.memoryMiB() - used.memoryMiB);
  }

  private static final class Used {
    private final Map<Integer, Integer> cards = new HashMap<>();
    private long milliCores;
    private long memoryMiB;

    private void add(AllocationTable.Allocation allocation) {
      allocation.cards().forEach(card -> cards.merge(card, allocation.cardMilli(), Integer::sum));
      milliCores += allocation.milliCores();
      memoryMiB += allocation.memoryMiB();
    }

    private int free(int card) {
      return Math.max(0, WHOLE - cards.getOrDefault(card, 0));
    }
  }
}
