package dev.penstock.engines.simulated;

import dev.penstock.engines.CardInfo;
import dev.penstock.engines.NodeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A generated cluster whose nodes are alike.
 *
 * @param nodes at least 1
 * @param cardsPerNode 0 or more
 * @param cardModel as engines report it, such as {@code Ascend910B3}
 * @param cardMemoryBytes of one card
 * @param nodesPerSwitch that many in a row hang on one switch; 0 means nobody knows
 * @param nodesPerSuperNode that many in a row are one super-node; 0 means there are none
 * @param ringCards how many cards of a node work together as one group; 0 means all do
 * @param milliCores of one node, what jobs may use together
 * @param memoryBytes of one node, what jobs may use together
 */
public record ClusterPlan(
    int nodes,
    int cardsPerNode,
    String cardModel,
    long cardMemoryBytes,
    int nodesPerSwitch,
    int nodesPerSuperNode,
    int ringCards,
    long milliCores,
    long memoryBytes) {

  public ClusterPlan {
    if (nodes < 1 || cardsPerNode < 0 || milliCores < 1 || memoryBytes < 1) {
      throw new IllegalArgumentException(
          "nodes %d, cards per node %d, milli-cores %d, memory %d: all but the cards must be positive"
              .formatted(nodes, cardsPerNode, milliCores, memoryBytes));
    }
    if (nodesPerSwitch < 0 || nodesPerSuperNode < 0 || ringCards < 0) {
      throw new IllegalArgumentException(
          "nodes per switch %d, nodes per super-node %d, ring cards %d: none may be negative"
              .formatted(nodesPerSwitch, nodesPerSuperNode, ringCards));
    }
  }

  /** So many nodes of eight Ascend 910B3, 192 cores and 2 TiB, 32 on a switch. */
  public static ClusterPlan ascend(int nodes) {
    return new ClusterPlan(nodes, 8, "Ascend910B3", 64L << 30, 32, 0, 0, 192_000, 2L << 40);
  }

  /** Its nodes, {@code sim-00001} and on. */
  List<NodeInfo> generate() {
    List<CardInfo> cards =
        IntStream.range(0, cardsPerNode)
            .mapToObj(index -> new CardInfo(index, cardModel, true, cardMemoryBytes, ""))
            .toList();
    List<NodeInfo> all = new ArrayList<>(nodes);
    for (int i = 0; i < nodes; i++) {
      all.add(
          new NodeInfo(
              "sim-%05d".formatted(i + 1),
              "10.%d.%d.%d".formatted(64 + i / 62_500, i / 250 % 250, 1 + i % 250),
              milliCores,
              memoryBytes,
              cards,
              "",
              labels(i)));
    }
    return List.copyOf(all);
  }

  private Map<String, String> labels(int node) {
    Map<String, String> labels = new HashMap<>();
    if (nodesPerSwitch > 0) {
      labels.put(NodeInfo.SWITCH, "sw-%04d".formatted(1 + node / nodesPerSwitch));
    }
    if (nodesPerSuperNode > 0) {
      labels.put(NodeInfo.SUPER_NODE, "super-%04d".formatted(1 + node / nodesPerSuperNode));
    }
    if (ringCards > 0) {
      labels.put(NodeInfo.RING_CARDS, Integer.toString(ringCards));
    }
    return labels;
  }
}
