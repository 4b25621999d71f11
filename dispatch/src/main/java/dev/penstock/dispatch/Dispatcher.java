package dev.penstock.dispatch;

import java.util.List;

/** Decides who runs next, and where. */
public interface Dispatcher {

  /**
   * Looks once at the queue.
   *
   * @param nodes the cluster; the order of the list is the order of preference
   * @param queue what waits, in any order
   * @return placements that fit together, each gang whole, and a reason for each that waits
   */
  Decisions decide(List<Node> nodes, List<Workload> queue);
}
