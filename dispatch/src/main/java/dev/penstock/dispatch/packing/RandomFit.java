package dev.penstock.dispatch.packing;

import java.util.random.RandomGenerator;

/** Any node with room, by lots that are drawn anew whenever a node changes. */
final class RandomFit implements Scorer {
  private final NodePool pool;
  private final RandomGenerator random;

  RandomFit(NodePool pool, RandomGenerator random) {
    this.pool = pool;
    this.random = random;
  }

  @Override
  public double score(int node, Task task) {
    return random.nextDouble();
  }

  @Override
  public int cards(int node, Task task) {
    return pool.lowestCards(node, task);
  }
}
