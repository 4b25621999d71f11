package dev.penstock.dispatch.packing;

/**
 * What one card with so much free is worth: the thousandths of it that are expected to be used
 * before what is left is too small for what comes.
 *
 * <p>v(0) = 0; v(f) = sum over g up to f of q(g) (g + v(f - g)) / (d + sum of these q(g)), q(g)
 * being the share of cards that are asked for in parts of g. The small d stands for what may never
 * come.
 */
final class CardValue {
  private static final int GRID = 10;
  private static final double DOUBT = 0.1;

  private final double[] values = new double[Task.WHOLE / GRID + 1];

  CardValue(Mix mix) {
    double[] asked = new double[Task.WHOLE + 1];
    double cards = 0;
    for (Mix.Kind kind : mix.kinds()) {
      if (kind.cards() > 0) {
        asked[kind.cardMilli()] += kind.share() * kind.cards();
        cards += kind.share() * kind.cards();
      }
    }
    for (int at = 1; at < values.length && cards > 0; at++) {
      double used = 0;
      double weight = DOUBT;
      for (int size = 1; size <= at * GRID; size++) {
        if (asked[size] > 0) {
          double share = asked[size] / cards;
          used += share * (size + values[(at * GRID - size) / GRID]);
          weight += share;
        }
      }
      values[at] = used / weight;
    }
  }

  double of(int free) {
    return values[free / GRID];
  }
}
