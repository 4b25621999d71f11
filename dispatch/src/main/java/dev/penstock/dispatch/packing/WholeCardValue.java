package dev.penstock.dispatch.packing;

import java.util.List;

/**
 * What a node is worth when whole free cards are told apart from parts: as {@link PooledValue}, but
 * a task of whole cards needs as many of them, and a part of a card breaks one only where that is
 * worth more. Tasks that need every card of a node count {@link #LARGE_WEIGHT} times, for a node
 * that is once broken is hardly ever whole again.
 */
final class WholeCardValue {
  /** Found by trials on ten seeds: less accepts fewer large tasks, more wastes cards. */
  private static final double LARGE_WEIGHT = 4;

  private static final int MILLI = 20;
  private static final double DOUBT = 0.01;

  private final List<Mix.Kind> kinds;
  private final CardValue card;
  private final int coreGrid;
  private final int mostCards;
  private final int width;
  private final CoreTable table;

  WholeCardValue(Mix mix, CardValue card, int coreGrid, int mostCores, int mostCards) {
    this.kinds = mix.kinds().stream().filter(it -> it.cards() > 0).toList();
    this.card = card;
    this.coreGrid = coreGrid;
    this.mostCards = mostCards;
    this.width = mostCards * Task.WHOLE / MILLI + 2;
    this.table = new CoreTable(coreGrid, mostCores, (mostCards + 1) * width);
    double all = kinds.stream().mapToDouble(Mix.Kind::share).sum();
    for (int row = 0; row < table.rows(); row++) {
      for (int whole = 0; whole <= mostCards; whole++) {
        int end = ((mostCards - whole) * Task.WHOLE) / MILLI + 2;
        for (int at = 0; at < end; at++) {
          table.set(row, whole * width + at, expected(row, whole, at, all));
        }
      }
    }
  }

  private double expected(int row, int whole, int at, double all) {
    double used = 0;
    double weight = 0;
    for (Mix.Kind kind : kinds) {
      if (kind.milliCores() <= row * coreGrid) {
        int left = (row * coreGrid - kind.milliCores()) / coreGrid;
        boolean part = kind.cards() == 1 && kind.cardMilli() < Task.WHOLE;
        double gain = part ? ofPart(kind, row, left, whole, at) : ofWhole(kind, left, whole, at);
        if (gain >= 0) {
          used += kind.share() / all * gain;
          weight += kind.share() / all;
        }
      }
    }
    return weight == 0 ? 0 : used / (DOUBT + weight);
  }

  private double ofWhole(Mix.Kind kind, int left, int whole, int at) {
    if (whole < kind.cards()) {
      return -1;
    }
    double weight = kind.cards() == mostCards ? LARGE_WEIGHT : 1;
    return kind.totalMilli() * weight + table.get(left, (whole - kind.cards()) * width + at);
  }

  private double ofPart(Mix.Kind kind, int row, int left, int whole, int at) {
    double best = -1;
    double milli = at * MILLI;
    double used = Math.min(kind.cardMilli(), milli);
    if (used > 0) {
      int rest = (int) ((milli - used) / MILLI);
      if (left != row || rest != at) {
        best = used + table.get(left, whole * width + rest);
      }
    }
    if (whole > 0) {
      double opened = milli + card.of(Task.WHOLE - kind.cardMilli());
      best = Math.max(best, kind.cardMilli() + between(left, whole - 1, opened));
    }
    return best;
  }

  private double between(int row, int whole, double milli) {
    double at = at(milli);
    int column = whole * width + (int) at;
    double value = table.get(row, column);
    return value + (at - (int) at) * (table.get(row, column + 1) - value);
  }

  /** Where so many cores lie, for {@link #of}. */
  double row(double cores) {
    return table.row(cores);
  }

  double of(double row, int whole, double partMilli) {
    double at = at(partMilli);
    return table.of(row, whole * width + (int) at, at - (int) at);
  }

  private double at(double milli) {
    return Math.min(milli / MILLI, width - 1.000001);
  }
}
