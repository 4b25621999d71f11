package dev.penstock.dispatch.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Topology first: rings by the preference tables of Ascend's scheduler plug-in for Volcano (one
 * card from a ring with 1, 3, 2 or 4 free, two from one with 2, 4 or 3), used nodes before whole
 * ones, and a gang under as few switches as can be.
 *
 * <p>Whatever breaks a whole node, or takes one, does so under the switch where that costs the
 * least room for a gang of the usual size, and of these the fullest; so that switches stay whole
 * for gangs.
 */
public final class FewestSwitches extends GangPlacer {
  private static final int[][] PREFERENCES = {{}, {1, 3, 2, 4}, {2, 4, 3}};

  private final int usualGang;

  /**
   * Places on this cluster.
   *
   * @param usualGang the size of most gangs, in nodes, at least 1
   */
  public FewestSwitches(RingCluster cluster, int usualGang) {
    super(cluster);
    if (usualGang < 1) {
      throw new IllegalArgumentException(
          "usualGang is %d: give nodes, at least 1".formatted(usualGang));
    }
    this.usualGang = usualGang;
  }

  @Override
  long cost(int node, int freeInRing, int cards) {
    boolean opens = cluster.isWhole(node);
    long ring = rank(freeInRing, cards);
    long place = switchCost(cluster.switchOf(node), opens ? 1 : 0);
    return ((opens ? 1L : 0L) << 40) + (ring << 32) + (place << 8) + cluster.idleOf(node);
  }

  private static long rank(int freeInRing, int cards) {
    if (cards < PREFERENCES.length) {
      int[] order = PREFERENCES[cards];
      for (int rank = 0; rank < order.length; rank++) {
        if (order[rank] == freeInRing) {
          return rank;
        }
      }
    }
    return freeInRing;
  }

  /**
   * What taking so many whole nodes costs under this switch: room for gangs first, then whole nodes
   * left.
   */
  private long switchCost(int of, int taken) {
    int whole = cluster.wholeNodes(of);
    int lost = whole / usualGang - (whole - taken) / usualGang;
    return lost * (cluster.nodes() + 1L) + whole;
  }

  @Override
  List<Integer> wholeNodes(int nodes) {
    List<Integer> chosen = new ArrayList<>();
    boolean[] used = new boolean[cluster.switches()];
    while (chosen.size() < nodes) {
      int next = next(nodes - chosen.size(), used);
      if (next < 0) {
        return List.of();
      }
      used[next] = true;
      IntStream.range(0, cluster.nodes())
          .filter(node -> cluster.switchOf(node) == next && cluster.isWhole(node))
          .limit(nodes - chosen.size())
          .forEach(chosen::add);
    }
    return chosen;
  }

  /** The switch that holds all the rest at the least cost, or else the one with the most room. */
  private int next(int missing, boolean[] used) {
    return IntStream.range(0, cluster.switches())
        .filter(of -> !used[of] && cluster.wholeNodes(of) > 0)
        .boxed()
        .min(
            Comparator.<Integer>comparingInt(of -> cluster.wholeNodes(of) >= missing ? 0 : 1)
                .thenComparingLong(
                    of ->
                        cluster.wholeNodes(of) >= missing
                            ? switchCost(of, missing)
                            : -cluster.wholeNodes(of)))
        .orElse(-1);
  }
}
