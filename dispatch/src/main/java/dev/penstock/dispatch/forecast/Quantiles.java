package dev.penstock.dispatch.forecast;

import java.util.Arrays;

/** Quantiles of samples, and what a forecast of them costs. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The least value that such a share of the sample does not pass (nearest rank).
   *
   * @param sample one value or more, in any order
   * @param level the share, above 0 and below 1
   */
  public static long of(long[] sample, double level) {
    requireLevel(level);
    if (sample.length == 0) {
      throw new IllegalArgumentException("sample must have one value or more, not 0");
    }
    long[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(level * sorted.length) - 1];
  }

  /**
   * The pinball loss (Koenker and Bassett, 1978), which a true quantile makes least on average.
   *
   * @param level of the quantile, above 0 and below 1
   * @param forecast the quantile
   * @param actual what came
   * @return 0 or more, in the unit of the values
   */
  public static double pinball(double level, double forecast, double actual) {
    double miss = actual - forecast;
    return miss >= 0 ? level * miss : (level - 1) * miss;
  }

  static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "level must be above 0 and below 1, not %s".formatted(level));
    }
  }
}
