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

  /** From the nodes, padded to full sixteens, to one sixteen. */
  private final double[][] levels;

  /** How much of the log of changes has been taken in. */
  long seen;

  Ranking(int nodes) {
    int depth = 1;
    for (int size = nodes; size > WIDTH; size = blocks(size)) {
      depth++;
    }
    levels = new double[depth][];
    for (int level = 0, size = nodes; level < depth; level++, size = blocks(size)) {
      levels[level] = new double[blocks(size) << SHIFT];
      Arrays.fill(levels[level], Double.NEGATIVE_INFINITY);
    }
  }

  private static int blocks(int size) {
    return (size + WIDTH - 1) >> SHIFT;
  }

  /** Sets a node's score, negative infinity where the task doesn't fit. */
  void update(int node, double score) {
    int at = node;
    double now = score;
    double before = levels[0][at];
    levels[0][at] = now;
    for (int level = 1; level < levels.length && now != before; level++) {
      int block = at >> SHIFT;
      double most = levels[level][block];
      if (now < most && before < most) {
        return;
      }
      now = now >= most ? now : most(levels[level - 1], block);
      levels[level][block] = now;
      before = most;
      at = block;
    }
  }

  private static double most(double[] below, int block) {
    double most = Double.NEGATIVE_INFINITY;
    for (int at = block << SHIFT; at < (block + 1) << SHIFT; at++) {
      most = Math.max(most, below[at]);
    }
    return most;
  }

  /** The best node, of equals the lowest; -1 where the task fits on none. */
  int best() {
    int block = 0;
    double most = most(levels[levels.length - 1], 0);
    for (int level = levels.length - 1; level >= 0; level--) {
      int at = block << SHIFT;
      while (levels[level][at] != most) {
        at++;
      }
      block = at;
    }
    return most == Double.NEGATIVE_INFINITY ? -1 : block;
  }
}
