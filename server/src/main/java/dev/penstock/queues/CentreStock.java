package dev.penstock.queues;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.NodeState;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What nodes have together, by {@link ResourceAmounts#byField() field}. */
final class CentreStock {
  private CentreStock() {}

  /**
   * All that there is, the nodes that are down and the cards that are faulty included: what is
   * promised outlives a repair.
   */
  static SortedMap<String, Long> all(Collection<FleetNode> nodes) {
    SortedMap<String, Long> stock = new TreeMap<>();
    nodes.forEach(node -> add(stock, node, node.cards().size()));
    return stock;
  }

  /** What can be used now. */
  static SortedMap<String, Long> usable(Collection<FleetNode> nodes) {
    SortedMap<String, Long> stock = new TreeMap<>();
    for (FleetNode node : nodes) {
      if (node.state() != NodeState.DOWN) {
        add(stock, node, node.cards().stream().filter(FleetNode.NodeCard::healthy).count());
      }
    }
    return stock;
  }

  private static void add(SortedMap<String, Long> stock, FleetNode node, long cards) {
    stock.merge(ResourceAmounts.CORES, node.milliCores(), Long::sum);
    stock.merge(ResourceAmounts.MEMORY, node.memoryMiB(), Long::sum);
    if (node.cardModel() != null) {
      stock.merge(ResourceAmounts.CARDS + node.cardModel(), cards * 1000, Long::sum);
    }
  }

  /** The models of the cards that there are. */
  static NavigableSet<String> models(Collection<FleetNode> nodes) {
    NavigableSet<String> models = new TreeSet<>();
    for (FleetNode node : nodes) {
      if (node.cardModel() != null) {
        models.add(node.cardModel());
      }
    }
    return models;
  }
}
