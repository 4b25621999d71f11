package dev.penstock.dispatch;

import java.util.UUID;

/**
 * What waits.
 *
 * @param id identifies it
 * @param nodes how many nodes it needs at once, 1 or more; a gang when more than one
 * @param demand what each of them must give
 * @param priority the higher goes first
 * @param order the place in which it came; among equals the lower goes first
 */
public record Workload(UUID id, int nodes, Demand demand, int priority, long order) {
  public Workload {
    if (nodes < 1) {
      throw new IllegalArgumentException("a workload needs a node, not " + nodes);
    }
  }
}
