package dev.penstock.dispatch.packing;

/**
 * Fragmentation gradient descent (USENIX ATC 2023): the placement with the least increase of {@link
 * Fragmentation}. As in its authors' scheduler the score is a whole number from 0 to 100 on a
 * logistic curve; among equals the node with the least of its cards left.
 */
final class FragmentationDescent extends JudgingScorer {
  private static final double SCALE = 1000;
  private static final double STEPS = 100;
  private static final double TIE = 1e-6;

  private final Fragmentation fragmentation;
  private final CardFigures figures;
  private final double[] now;

  FragmentationDescent(NodePool pool, Mix mix) {
    super(pool);
    fragmentation = new Fragmentation(mix);
    figures = new CardFigures(pool, fragmentation.sizes);
    now = new double[pool.nodes()];
    for (int node = 0; node < now.length; node++) {
      now[node] = figures.now(fragmentation, node);
    }
  }

  @Override
  public void changed(int node) {
    figures.changed(node);
    now[node] = figures.now(fragmentation, node);
  }

  @Override
  double judge(int node, Task task, int cards) {
    figures.without(node, cards, task.cardMilli());
    int idle = pool.idleMilli(node) - task.totalMilli();
    int cores = pool.milliCores(node) - task.milliCores();
    double increase = figures.after(fragmentation, cores, idle) - now[node];
    return Math.floor(STEPS / (1 + Math.exp(increase / SCALE))) - idle * TIE;
  }
}
