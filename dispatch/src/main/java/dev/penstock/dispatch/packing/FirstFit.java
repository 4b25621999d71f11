package dev.penstock.dispatch.packing;

/** First fit: the first node and on it the first cards with room. */
final class FirstFit implements Scorer {
  private final NodePool pool;

  FirstFit(NodePool pool) {
    this.pool = pool;
  }

  @Override
  public double score(int node, Task task) {
    return 0;
  }

  @Override
  public int cards(int node, Task task) {
    return pool.lowestCards(node, task);
  }
}
