package dev.penstock.dispatch.packing;

/**
 * Best fit: the node with the least left afterwards, cores and cards each as a share of the largest
 * node's, halves each; on it the card with the least left.
 */
final class BestFit extends JudgingScorer {
  private final double mostCores;
  private final double mostMilli;

  BestFit(NodePool pool) {
    super(pool);
    int cores = 1;
    int milli = 1;
    for (int node = 0; node < pool.nodes(); node++) {
      cores = Math.max(cores, pool.milliCores(node));
      milli = Math.max(milli, pool.cards(node) * Task.WHOLE);
    }
    mostCores = cores;
    mostMilli = milli;
  }

  @Override
  double judge(int node, Task task, int cards) {
    double left =
        (pool.milliCores(node) - task.milliCores()) / mostCores
            + (pool.idleMilli(node) - task.totalMilli()) / mostMilli;
    // below any difference between nodes
    return -left / 2 - cardLeft(node, cards) * 1e-12;
  }

  private int cardLeft(int node, int cards) {
    return cards == 0 ? 0 : pool.cardMilli(node, Integer.numberOfTrailingZeros(cards));
  }
}
