package dev.penstock.bench;

import org.jspecify.annotations.Nullable;

/**
 * A measured figure beside what it is compared with.
 *
 * @param name a stable name, such as {@code local.jobs_per_second}
 * @param value the figure
 * @param unit its unit
 * @param reference what it is compared with
 * @param referenceValue that one's figure, in the same unit and the same run
 * @param ratio value by referenceValue
 * @param target what it should be, as a person says it; null where nothing is aimed at
 * @param holds whether it is; null without a target
 */
record Figure(
    String name,
    double value,
    String unit,
    String reference,
    double referenceValue,
    double ratio,
    @Nullable String target,
    @Nullable Boolean holds) {

  static Figure of(
      String name, double value, String unit, String reference, double referenceValue) {
    return new Figure(
        name, value, unit, reference, referenceValue, value / referenceValue, null, null);
  }

  /** The figure should be at least this. */
  Figure atLeast(double least) {
    return with(">= " + Table.number(least), value >= least);
  }

  /** The figure should be over this. */
  Figure over(double least) {
    return with("> " + Table.number(least), value > least);
  }

  /** The figure should be under this. */
  Figure under(double most) {
    return with("< " + Table.number(most), value < most);
  }

  /** The figure should be at most this. */
  Figure atMost(double most) {
    return with("<= " + Table.number(most), value <= most);
  }

  /** The figure should be as near to the reference as this. */
  Figure within(double tolerance) {
    return with(
        "+-" + Table.number(tolerance), Math.abs(value - referenceValue) <= tolerance + 1e-9);
  }

  /** The figure should be at most this many times the reference. */
  Figure ratioAtMost(double most) {
    return with("ratio <= " + Table.number(most), ratio <= most);
  }

  private Figure with(String aim, boolean met) {
    return new Figure(name, value, unit, reference, referenceValue, ratio, aim, met);
  }
}
