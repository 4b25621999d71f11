package dev.penstock.dispatch.packing;

/**
 * Measures how much of the idle cards the next task is expected not to be able to use: F of
 * fragmentation gradient descent (USENIX ATC 2023, section 3), whatever the policy that packs.
 */
public final class FragmentGauge {
  private final NodePool pool;
  private final Fragmentation fragmentation;

  /**
   * A gauge.
   *
   * @param pool what is measured, each time as it is then
   * @param mix how often each kind of task comes; the kinds that make up 95 % of it count
   */
  public FragmentGauge(NodePool pool, Mix mix) {
    this.pool = pool;
    this.fragmentation = new Fragmentation(mix);
  }

  /** Thousandths of cards that are idle and of no use to the next task, over all nodes. */
  public double wastedMilli() {
    CardFigures figures = new CardFigures(pool, fragmentation.sizes);
    double sum = 0;
    for (int node = 0; node < pool.nodes(); node++) {
      sum += figures.now(fragmentation, node);
    }
    return sum;
  }

  /** Thousandths of cards that are idle, over all nodes. */
  public long idleMilli() {
    long sum = 0;
    for (int node = 0; node < pool.nodes(); node++) {
      sum += pool.idleMilli(node);
    }
    return sum;
  }
}
