package dev.penstock.bench.simulate.chart;

/**
 * An axis.
 *
 * @param label what it measures, with the unit
 * @param scale how it is divided
 * @param from where it begins; {@link Double#NaN} for the least value shown
 * @param to where it ends; {@link Double#NaN} for the greatest value shown
 */
public record Axis(String label, Scale scale, double from, double to) {
  /** How an axis is divided. */
  public enum Scale {
    /** Evenly. */
    LINEAR,
    /** By powers of ten; 1 and less are one. */
    LOG,
    /** As {@link #LOG}, in seconds, with marks at minutes, hours and days. */
    SECONDS
  }

  /** From 0 to the greatest value. */
  public static Axis upFromZero(String label) {
    return new Axis(label, Scale.LINEAR, 0, Double.NaN);
  }

  /** From 0 to 100. */
  public static Axis percent(String label) {
    return new Axis(label, Scale.LINEAR, 0, 100);
  }

  /** From the least value to 100. */
  public static Axis upTo100(String label) {
    return new Axis(label, Scale.LINEAR, Double.NaN, 100);
  }

  /** From the least value to the greatest. */
  public static Axis fitted(String label) {
    return new Axis(label, Scale.LINEAR, Double.NaN, Double.NaN);
  }

  /** From 1 to the greatest value, logarithmic. */
  public static Axis log(String label, Scale scale) {
    return new Axis(label, scale, 1, Double.NaN);
  }
}
