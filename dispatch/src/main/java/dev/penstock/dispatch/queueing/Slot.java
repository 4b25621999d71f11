package dev.penstock.dispatch.queueing;

/**
 * Cards of one node.
 *
 * @param node the node's index in the cluster, in the order of the partitions
 * @param cards its cards as bits: card k is bit k
 */
public record Slot(int node, long cards) {
  /** How many cards. */
  public int count() {
    return Long.bitCount(cards);
  }
}
