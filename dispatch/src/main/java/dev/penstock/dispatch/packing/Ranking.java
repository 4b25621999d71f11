package dev.penstock.dispatch.packing;

/**
 * The scores of all nodes for one task shape, as a tournament: the best is at the top, and a
 * changed score plays only the matches on its way up.
 */
final class Ranking {
  private final int leaves;
  private final double[] scores;
  private final int[] winners;

  /** How much of the log of changes has been taken in. */
  long seen;

  Ranking(int nodes) {
    leaves = Math.max(2, Integer.highestOneBit(Math.max(1, nodes - 1)) << 1);
    scores = new double[leaves];
    java.util.Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    winners = new int[leaves];
  }

  /** Sets a score without any match; {@link #playAll} is to follow. */
  void set(int node, double score) {
    scores[node] = score;
  }

  void playAll() {
    for (int match = leaves - 1; match >= 1; match--) {
      winners[match] = winner(match);
    }
  }

  void update(int node, double score) {
    if (scores[node] == score) {
      return;
    }
    scores[node] = score;
    for (int match = (leaves + node) >> 1; match >= 1; match >>= 1) {
      winners[match] = winner(match);
    }
  }

  private int winner(int match) {
    int left = contender(match << 1);
    int right = contender((match << 1) + 1);
    return scores[right] > scores[left] ? right : left;
  }

  private int contender(int at) {
    return at >= leaves ? at - leaves : winners[at];
  }

  /** The best node, -1 where the task fits on none. */
  int best() {
    return scores[winners[1]] == Double.NEGATIVE_INFINITY ? -1 : winners[1];
  }
}
