package dev.penstock.bench.simulate.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A value that changes in steps; before the first it is 0. */
public final class Timeline {
  private long[] times = new long[64];
  private double[] values = new double[64];
  private int size;

  /**
   * From this time on the value is another.
   *
   * @param time in seconds, not before the last one
   */
  public void set(long time, double value) {
    if (size > 0 && times[size - 1] == time) {
      values[size - 1] = value;
      return;
    }
    if (size > 0 && values[size - 1] == value) {
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    times[size] = time;
    values[size] = value;
    size++;
  }

  /**
   * The means of equal stretches of time, each at its middle.
   *
   * @param from in seconds
   * @param to in seconds, after {@code from}
   * @param stretches how many
   * @param unit seconds of a unit of x, which counts from {@code from}
   */
  public List<Point> means(long from, long to, int stretches, double unit) {
    List<Point> means = new ArrayList<>();
    double width = (to - from) / (double) stretches;
    for (int i = 0; i < stretches && width > 0; i++) {
      double start = from + i * width;
      means.add(new Point((i + 0.5) * width / unit, mean(start, start + width)));
    }
    return means;
  }

  private double mean(double start, double end) {
    int found = Arrays.binarySearch(times, 0, size, (long) Math.floor(start));
    int step = found >= 0 ? found : -found - 2;
    double sum = 0;
    double at = start;
    while (at < end) {
      double until = step + 1 < size ? Math.min(end, (double) times[step + 1]) : end;
      if (until > at) {
        sum += (step < 0 ? 0 : values[step]) * (until - at);
        at = until;
      }
      step++;
    }
    return sum / (end - start);
  }
}
