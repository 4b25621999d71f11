package dev.penstock.dispatch;

import java.util.List;

/**
 * How nodes stand to a demand, whatever waits.
 *
 * @param fitting nodes with room now
 * @param possible nodes that would have room if they were ready and empty
 * @param notReady how many of those are not ready: drained, or lost
 */
public record Room(int fitting, int possible, int notReady) {

  /** Counts them. */
  public static Room of(List<Node> nodes, Demand demand) {
    List<Node> able = nodes.stream().filter(node -> node.couldHold(demand)).toList();
    return new Room(
        (int) able.stream().filter(node -> node.canHoldNow(demand)).count(),
        able.size(),
        (int) able.stream().filter(node -> !node.ready()).count());
  }
}
