package dev.penstock.dispatch.packing;

/**
 * A policy's judgement of nodes. It sees the pool that it was made for, and may keep figures of
 * each node.
 */
public interface Scorer {
  /**
   * How good it is to run the task there; the highest wins, among equals the lowest node.
   *
   * @param node one where the task fits
   */
  double score(int node, Task task);

  /** The cards that the score is for, as bits. */
  int cards(int node, Task task);

  /** What is free on the node has changed. */
  default void changed(int node) {}

  /** Makes a scorer for a pool. */
  @FunctionalInterface
  interface Policy {
    Scorer on(NodePool pool);
  }
}
