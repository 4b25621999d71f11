package dev.penstock.dispatch.centre;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What an hour of compute costs over time, in a unit that is none of the kernel's business: a step
 * function. Times are milliseconds since 1970.
 */
public final class CostCurve {
  /** The same at all times. */
  public static final CostCurve FLAT = new CostCurve(new long[] {0}, new double[] {0});

  private static final double ROUNDING = 1e-9;

  private final long[] from;
  private final double[] cost;

  /**
   * A curve.
   *
   * @param from when each step begins, ascending; the first holds before as well, the last for ever
   * @param cost of each step
   */
  public CostCurve(long[] from, double[] cost) {
    if (from.length == 0 || from.length != cost.length) {
      throw new IllegalArgumentException(
          "%d steps with %d costs: give at least one, and as many"
              .formatted(from.length, cost.length));
    }
    for (int i = 1; i < from.length; i++) {
      if (from[i] <= from[i - 1]) {
        throw new IllegalArgumentException(
            "step %d begins at %d, not after %d".formatted(i, from[i], from[i - 1]));
      }
    }
    this.from = from.clone();
    this.cost = cost.clone();
  }

  int step(long at) {
    int found = Arrays.binarySearch(from, at);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  double at(long time) {
    return cost[step(time)];
  }

  /** When it is next at or below the ceiling; {@link Long#MAX_VALUE} when never. */
  long nextAtMost(double ceiling, long time) {
    if (at(time) <= ceiling) {
      return time;
    }
    for (int i = step(time) + 1; i < from.length; i++) {
      if (cost[i] <= ceiling) {
        return from[i];
      }
    }
    return Long.MAX_VALUE;
  }

  /**
   * The start that makes a run the cheapest, the earliest of equals.
   *
   * @param earliest the first start allowed
   * @param latest the last start allowed; before {@code earliest}, that one is taken
   * @param duration how long it runs
   */
  long cheapest(long earliest, long latest, long duration) {
    // the cost of a run over a step function changes its slope where an end of it meets a step
    long[] starts =
        LongStream.concat(
                LongStream.of(earliest, latest),
                Arrays.stream(from).flatMap(step -> LongStream.of(step, step - duration)))
            .filter(start -> start >= earliest && start <= latest)
            .sorted()
            .toArray();
    long best = earliest;
    double least = Double.POSITIVE_INFINITY;
    for (long start : starts) {
      double total = total(start, duration);
      // what differs by rounding only is equal
      if (total < least - Math.abs(least) * ROUNDING || least == Double.POSITIVE_INFINITY) {
        best = start;
        least = total;
      }
    }
    return best;
  }

  private double total(long start, long duration) {
    double sum = 0;
    long end = start + duration;
    long at = start;
    for (int i = step(start); at < end; i++) {
      long next = i + 1 < from.length ? Math.min(end, from[i + 1]) : end;
      sum += cost[i] * (next - at);
      at = next;
    }
    return sum;
  }
}
