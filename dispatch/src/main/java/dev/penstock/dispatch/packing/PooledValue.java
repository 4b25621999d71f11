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

  private final int width;
  private final CoreTable table;

  PooledValue(Mix mix, int coreGrid, int mostCores, int mostMilli) {
    this.width = mostMilli / MILLI + 1;
    this.table = new CoreTable(coreGrid, mostCores, width);
    List<Mix.Kind> kinds = mix.kinds().stream().filter(it -> it.cards() > 0).toList();
    for (int row = 0; row < table.rows(); row++) {
      for (int at = 1; at < width; at++) {
        table.set(row, at, expected(kinds, coreGrid, row, at));
      }
    }
  }

  private double expected(List<Mix.Kind> kinds, int coreGrid, int row, int at) {
    int cores = row * coreGrid;
    double used = 0;
    double weight = 0;
    for (Mix.Kind kind : kinds) {
      if (kind.milliCores() <= cores) {
        int units = Math.min((kind.totalMilli() + MILLI - 1) / MILLI, at);
        int left = (cores - kind.milliCores()) / coreGrid;
        used += kind.share() * (units * MILLI + table.get(left, at - units));
        weight += kind.share();
      }
    }
    return weight == 0 ? 0 : used / weight;
  }

  /** Where so many cores lie, for {@link #of}. */
  double row(double cores) {
    return table.row(cores);
  }

  double of(double row, double milli) {
    double at = at(milli);
    return table.of(row, (int) at, at - (int) at);
  }

  private double at(double milli) {
    return Math.min(milli / MILLI, width - 1.000001);
  }
}
