package dev.penstock.dispatch.packing;

/**
 * Our own policy: the placement that costs the node the least of what it is worth.
 *
 * <p>A node's worth is the card use that the mix of tasks lets expect of it, from two tables that
 * are reckoned once for a mix, {@link PooledValue} and {@link WholeCardValue}, less a little of its
 * {@link Fragmentation}. One set of weights serves all mixes.
 */
final class NodeValue implements Scorer {
  private static final double WHOLE_SHARE = 0.15;
  private static final double FRAGMENTATION_WEIGHT = 0.05;
  // memory as cores: 4 GiB a core, as the machines of such centres have it
  private static final double MIB_PER_MILLI_CORE = 4.096;
  private static final int CORE_STEPS = 256;
  private static final int LEAST_CORE_GRID = 500;

  // a node's worth now, then these: side by side for the cache
  private static final int STRIDE = 4;
  private static final int CARD_SUM = 1;
  private static final int WHOLE_CARDS = 2;

  private final NodePool pool;
  private final CardValue card;
  private final double wholeCard;
  private final PooledValue pooled;
  private final WholeCardValue whole;
  private final CardFragments fragments;
  private final double[] figures;
  private final IdleCards idle;
  private int chosen;

  NodeValue(NodePool pool, Mix mix) {
    this.pool = pool;
    int cores = 1;
    int cards = 1;
    for (int node = 0; node < pool.nodes(); node++) {
      cores = Math.max(cores, pool.milliCores(node));
      cards = Math.max(cards, pool.cards(node));
    }
    int grid = Math.max(LEAST_CORE_GRID, (cores + CORE_STEPS - 1) / CORE_STEPS);
    card = new CardValue(mix);
    wholeCard = card.of(Task.WHOLE);
    pooled = new PooledValue(mix, grid, cores, cards * Task.WHOLE);
    whole = new WholeCardValue(mix, card, grid, cores, cards);
    fragments = new CardFragments(new Fragmentation(mix));
    figures = new double[pool.nodes() * STRIDE];
    idle = new IdleCards(pool, cards);
    for (int node = 0; node < pool.nodes(); node++) {
      changed(node);
    }
  }

  @Override
  public void changed(int node) {
    idle.changed(node);
    double sum = 0;
    int free = 0;
    for (int at = 0; at < pool.cards(node); at++) {
      sum += card.of(pool.cardMilli(node, at));
      free += pool.cardMilli(node, at) == Task.WHOLE ? 1 : 0;
    }
    figures[node * STRIDE + CARD_SUM] = sum;
    figures[node * STRIDE + WHOLE_CARDS] = free;
    int step = fragments.step(pool.milliCores(node));
    double wasted = fragments.without(idle, node, 0, 0, step, free);
    figures[node * STRIDE] =
        value(row(pool.milliCores(node), pool.memoryMiB(node)), sum, free, wasted);
  }

  /** Both tables have the same rows. */
  private double row(int milliCores, int memoryMiB) {
    return pooled.row(reach(milliCores, memoryMiB));
  }

  private static double reach(int milliCores, int memoryMiB) {
    // a node that is closed, or smaller than what runs there, has less than nothing
    return Math.max(0, Math.min(milliCores, memoryMiB / MIB_PER_MILLI_CORE));
  }

  private double value(double row, double sum, int free, double wasted) {
    double parts = sum - free * wholeCard;
    return (1 - WHOLE_SHARE) * pooled.of(row, sum)
        + WHOLE_SHARE * whole.of(row, free, parts)
        - FRAGMENTATION_WEIGHT * wasted;
  }

  @Override
  public int cards(int node, Task task) {
    score(node, task);
    return chosen;
  }

  @Override
  public double score(int node, Task task) {
    chosen = 0;
    if (pool.idleMilli(node) == 0) {
      // only a task without cards fits, and without idle cards the rest is worth nothing
      return 0;
    }
    int cores = pool.milliCores(node) - task.milliCores();
    double row = row(cores, pool.memoryMiB(node) - task.memoryMiB());
    int step = fragments.step(cores);
    if (task.cards() != 1 || task.cardMilli() == Task.WHOLE) {
      chosen = idle.lowest(node, task);
      return score(node, task.cardMilli(), chosen, row, step);
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int at = idle.first(node); at < idle.end(node); at++) {
      if (idle.free(at) >= task.cardMilli() && idle.isFirst(node, at)) {
        int cards = 1 << idle.card(at);
        double score = score(node, task.cardMilli(), cards, row, step);
        if (score > most) {
          most = score;
          chosen = cards;
        }
      }
    }
    return most;
  }

  private double score(int node, int milli, int cards, double row, int step) {
    double sum = figures[node * STRIDE + CARD_SUM];
    int free = (int) figures[node * STRIDE + WHOLE_CARDS];
    for (int at = idle.first(node); at < idle.end(node); at++) {
      if ((cards >> idle.card(at) & 1) != 0) {
        int before = idle.free(at);
        sum += card.of(before - milli) - card.of(before);
        free -= before == Task.WHOLE ? 1 : 0;
      }
    }
    double wasted = fragments.without(idle, node, cards, milli, step, free);
    return value(row, sum, free, wasted) - figures[node * STRIDE];
  }
}
