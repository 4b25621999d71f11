package dev.penstock.dispatch.packing;

import java.util.Arrays;

/**
 * The scores of all nodes for one task shape, with the highest at hand: a tree whose every number
 * is the highest of sixteen below. Wide rather than deep, since most scores that change are not the
 * highest of their sixteen, neither before nor after, and end there.
 */
final class Ranking {
  private static final int SHIFT = 4;
  private static final int WIDTH = 1 << SHIFT;
  private static final long NONE = order(Double.NEGATIVE_INFINITY);

  /** From the nodes, padded to full sixteens, to one sixteen; each score by {@link #order}. */
  private final long[][] levels;

  /** A bit for each node with a score: most changes are of nodes that did and do not fit. */
  private final long[] scored;

  private final long[] before;

  /** How much of the log of changes has been taken in; less than nothing at first. */
  long seen = Long.MIN_VALUE / 2;

  /**
   * No scores.
   *
   * @param before room for as many numbers as there are nodes, which many can share
   */
  Ranking(int nodes, long[] before) {
    int depth = 1;
    for (int size = nodes; size > WIDTH; size = blocks(size)) {
      depth++;
    }
    levels = new long[depth][];
    for (int level = 0, size = nodes; level < depth; level++, size = blocks(size)) {
      levels[level] = new long[blocks(size) << SHIFT];
      Arrays.fill(levels[level], NONE);
    }
    scored = new long[(nodes >> 6) + 1];
    this.before = before;
  }

  private static int blocks(int size) {
    return (size + WIDTH - 1) >> SHIFT;
  }

  /** A whole number that is higher for a higher score: the highest is found without branches. */
  private static long order(double score) {
    // zero has one sign
    long bits = Double.doubleToRawLongBits(score + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** 1 for a node with a score, 0 for one where the task doesn't fit. */
  int isScored(int node) {
    return (int) (scored[node >> 6] >>> node) & 1;
  }

  /** The first node from this one on that has a score; -1 for none. */
  int nextScored(int node) {
    int word = node >> 6;
    long bits = scored[word] & (-1L << node);
    while (bits == 0) {
      if (++word == scored.length) {
        return -1;
      }
      bits = scored[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /**
   * Sets scores, negative infinity where the task doesn't fit. All are written before the first
   * goes up the tree: so the looks at memory, which lie far apart, do not wait for each other.
   *
   * @param nodes the first so many of these, each once
   */
  void set(int[] nodes, double[] scores, int count) {
    long[] leaves = levels[0];
    for (int at = 0; at < count; at++) {
      int node = nodes[at];
      before[at] = leaves[node];
      leaves[node] = order(scores[at]);
    }
    for (int at = 0; at < count; at++) {
      int node = nodes[at];
      long now = leaves[node];
      long bit = 1L << node;
      long others = scored[node >> 6] & ~bit;
      scored[node >> 6] = now == NONE ? others : others | bit;
      raise(node, before[at], now);
    }
  }

  private void raise(int node, long scoreBefore, long score) {
    int at = node;
    long was = scoreBefore;
    long now = score;
    for (int level = 1; level < levels.length && now != was; level++) {
      int block = at >> SHIFT;
      long most = levels[level][block];
      if (Math.max(now, was) < most) {
        return;
      }
      now = now >= most ? now : most(levels[level - 1], block);
      levels[level][block] = now;
      was = most;
      at = block;
    }
  }

  private static long most(long[] below, int block) {
    long most = NONE;
    for (int at = block << SHIFT; at < (block + 1) << SHIFT; at++) {
      most = Math.max(most, below[at]);
    }
    return most;
  }

  /** The best node, of equals the lowest; -1 where the task fits on none. */
  int best() {
    long most = most(levels[levels.length - 1], 0);
    if (most == NONE) {
      return -1;
    }
    int at = 0;
    for (int level = levels.length - 1; level >= 0; level--) {
      at <<= SHIFT;
      while (levels[level][at] != most) {
        at++;
      }
    }
    return at;
  }
}
