package dev.penstock.dispatch.queueing;

/**
 * A queue and the nodes that are its own; in a shared pool their cards are its guaranteed share.
 *
 * @param queue the queue's name, unique in the cluster
 * @param nodes how many nodes, 0 or more
 */
public record Partition(String queue, int nodes) {
  public Partition {
    if (nodes < 0) {
      throw new IllegalArgumentException(
          "queue %s: nodes must be 0 or more, not %d".formatted(queue, nodes));
    }
  }
}
