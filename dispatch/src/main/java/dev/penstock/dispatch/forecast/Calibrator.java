package dev.penstock.dispatch.forecast;

import java.util.Arrays;

/**
 * Corrects one quantile of a wait by how the forecasts of it have turned out, so that it holds as
 * often as it says.
 *
 * <p>A forecast is off by the ratio of the wait to what was said. The ratio that such a share of
 * the last forecasts did not pass is what the next one is multiplied by (conformalized quantile
 * regression, Romano, Patterson and Candès, 2019; here by ratios, and over a window that moves on).
 * It knows a wait only once it is over. Where many waits are equal, a quantile may hold more often
 * than it says.
 */
public final class Calibrator {
  /** So many of the last forecasts are looked at. */
  static final int WINDOW = 4000;

  /** With fewer nothing is corrected. */
  static final int FEWEST = 20;

  /** Added to both sides of a ratio, in seconds: of short waits the difference counts instead. */
  static final double OFFSET = 300;

  /**
   * A quantile of a wait.
   *
   * @param raw as it was before, in seconds
   * @param corrected as it is said, in seconds
   */
  public record Corrected(long raw, long corrected) {}

  private final double level;
  private final double[] ratios = new double[WINDOW];
  private final double[] sorted = new double[WINDOW];
  private int count;

  /**
   * Knows of no forecast yet.
   *
   * @param level of the quantile, above 0 and below 1
   */
  public Calibrator(double level) {
    Quantiles.requireLevel(level);
    this.level = level;
  }

  /** The level of the quantile that it corrects. */
  public double level() {
    return level;
  }

  /**
   * Corrects a quantile.
   *
   * @param raw the quantile of the wait as the samples have it, in seconds, 0 or more
   */
  public Corrected correct(long raw) {
    requireWait(raw);
    int known = Math.min(count, WINDOW);
    if (known < FEWEST) {
      return new Corrected(raw, raw);
    }
    int rank = (int) Math.ceil(level * (known + 1));
    double ratio = sorted[Math.clamp(rank, 1, known) - 1];
    return new Corrected(raw, Math.max(0, (long) Math.floor((raw + OFFSET) * ratio - OFFSET)));
  }

  /**
   * The job of a forecast has started.
   *
   * @param forecast what was said
   * @param wait for how long it waited in the end, in seconds, 0 or more
   */
  public void started(Corrected forecast, long wait) {
    requireWait(wait);
    int known = Math.min(count, WINDOW);
    if (count >= WINDOW) {
      int oldest = Arrays.binarySearch(sorted, 0, known, ratios[count % WINDOW]);
      System.arraycopy(sorted, oldest + 1, sorted, oldest, known - oldest - 1);
      known--;
    }
    double ratio = (wait + OFFSET) / (forecast.raw() + OFFSET);
    int found = Arrays.binarySearch(sorted, 0, known, ratio);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, known - place);
    sorted[place] = ratio;
    ratios[count % WINDOW] = ratio;
    count++;
  }

  private static void requireWait(long wait) {
    if (wait < 0) {
      throw new IllegalArgumentException("wait must be 0 s or more, not %d".formatted(wait));
    }
  }
}
