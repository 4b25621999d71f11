package dev.penstock.dispatch.packing;

/**
 * Our own policy: the placement that costs the node the least of what it is worth.
 *
 * <p>A node's worth is the card use that the mix of tasks lets expect of it, from two tables that
 * are reckoned once for a mix, {@link PooledValue} and {@link WholeCardValue}, less a little of its
 * {@link Fragmentation}. One set of weights serves all mixes.
 */
final class NodeValue extends JudgingScorer {
  private static final double WHOLE_SHARE = 0.15;
  private static final double FRAGMENTATION_WEIGHT = 0.05;
  // memory as cores: 4 GiB a core, as the machines of such centres have it
  private static final double MIB_PER_MILLI_CORE = 4.096;
  private static final int CORE_STEPS = 256;
  private static final int LEAST_CORE_GRID = 500;

  private final CardValue card;
  private final PooledValue pooled;
  private final WholeCardValue whole;
  private final CardFragments fragments;
  private final double[] now;
  private final double[] cardSum;
  private final int[] wholeCards;

  NodeValue(NodePool pool, Mix mix) {
    super(pool);
    int cores = 1;
    int cards = 1;
    for (int node = 0; node < pool.nodes(); node++) {
      cores = Math.max(cores, pool.milliCores(node));
      cards = Math.max(cards, pool.cards(node));
    }
    int grid = Math.max(LEAST_CORE_GRID, (cores + CORE_STEPS - 1) / CORE_STEPS);
    card = new CardValue(mix);
    pooled = new PooledValue(mix, grid, cores, cards * Task.WHOLE);
    whole = new WholeCardValue(mix, card, grid, cores, cards);
    fragments = new CardFragments(new Fragmentation(mix));
    now = new double[pool.nodes()];
    cardSum = new double[pool.nodes()];
    wholeCards = new int[pool.nodes()];
    for (int node = 0; node < now.length; node++) {
      reckon(node);
    }
  }

  @Override
  public void changed(int node) {
    reckon(node);
  }

  private void reckon(int node) {
    double sum = 0;
    int free = 0;
    for (int at = 0; at < pool.cards(node); at++) {
      sum += card.of(pool.cardMilli(node, at));
      free += pool.cardMilli(node, at) == Task.WHOLE ? 1 : 0;
    }
    cardSum[node] = sum;
    wholeCards[node] = free;
    int cores = pool.milliCores(node);
    double wasted = fragments.without(pool, node, 0, 0, cores, free);
    now[node] = value(cores, pool.memoryMiB(node), sum, free, wasted);
  }

  private double value(int cores, int memory, double sum, int free, double wasted) {
    double reach = Math.min(cores, memory / MIB_PER_MILLI_CORE);
    double parts = sum - free * card.of(Task.WHOLE);
    return (1 - WHOLE_SHARE) * pooled.of(reach, sum)
        + WHOLE_SHARE * whole.of(reach, free, parts)
        - FRAGMENTATION_WEIGHT * wasted;
  }

  @Override
  double judge(int node, Task task, int cards) {
    double sum = cardSum[node];
    int free = wholeCards[node];
    for (int left = cards; left != 0; left &= left - 1) {
      int before = pool.cardMilli(node, Integer.numberOfTrailingZeros(left));
      sum += card.of(before - task.cardMilli()) - card.of(before);
      free -= before == Task.WHOLE ? 1 : 0;
    }
    int cores = pool.milliCores(node) - task.milliCores();
    int memory = pool.memoryMiB(node) - task.memoryMiB();
    double wasted = fragments.without(pool, node, cards, task.cardMilli(), cores, free);
    return value(cores, memory, sum, free, wasted) - now[node];
  }
}
