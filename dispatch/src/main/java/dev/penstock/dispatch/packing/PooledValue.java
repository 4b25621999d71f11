package dev.penstock.dispatch.packing;

import java.util.List;

/**
 * What a node is worth when its cards are taken for one pool: the thousandths of cards that the
 * tasks to come are expected to use before none fits its cores.
 *
 * <p>W(c, x) = sum over kinds with at most c cores of p (u + W(c - cores, x - u)) / sum of these p,
 * u = min(milli asked for, x). Kinds without cards are left out: with them in it places no better.
 */
final class PooledValue {
  private static final int MILLI = 10;

  private final int coreGrid;
  private final int width;
  private final int rows;
  private final double[] table;

  PooledValue(Mix mix, int coreGrid, int mostCores, int mostMilli) {
    this.coreGrid = coreGrid;
    this.rows = mostCores / coreGrid + 1;
    this.width = mostMilli / MILLI + 1;
    this.table = new double[rows * width];
    List<Mix.Kind> kinds = mix.kinds().stream().filter(it -> it.cards() > 0).toList();
    for (int row = 0; row < rows; row++) {
      for (int at = 1; at < width; at++) {
        table[row * width + at] = expected(kinds, row, at);
      }
    }
  }

  private double expected(List<Mix.Kind> kinds, int row, int at) {
    int cores = row * coreGrid;
    double used = 0;
    double weight = 0;
    for (Mix.Kind kind : kinds) {
      if (kind.milliCores() <= cores) {
        int units = Math.min((kind.totalMilli() + MILLI - 1) / MILLI, at);
        int left = (cores - kind.milliCores()) / coreGrid;
        used += kind.share() * (units * MILLI + table[left * width + at - units]);
        weight += kind.share();
      }
    }
    return weight == 0 ? 0 : used / weight;
  }

  /** Between the points of the table by straight lines. */
  double of(double cores, double milli) {
    double row = Math.min(cores / coreGrid, rows - 1.000001);
    double at = Math.min(milli / MILLI, width - 1.000001);
    int low = (int) row;
    int left = (int) at;
    double part = at - left;
    int from = low * width + left;
    double below = table[from] + part * (table[from + 1] - table[from]);
    double above = table[from + width] + part * (table[from + width + 1] - table[from + width]);
    return below + (row - low) * (above - below);
  }
}
