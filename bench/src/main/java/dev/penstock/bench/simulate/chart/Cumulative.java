package dev.penstock.bench.simulate.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cumulative distributions. */
public final class Cumulative {
  private static final int MOST_POINTS = 300;

  private Cumulative() {}

  /**
   * For values the percentage of all that are at most so large; of many values so many points that
   * the curve looks the same.
   *
   * @param all in any order
   * @param least smaller values count as this
   */
  public static List<Point> of(double[] all, double least) {
    double[] sorted = Arrays.stream(all).map(it -> Math.max(least, it)).sorted().toArray();
    List<Point> points = new ArrayList<>();
    double step = Math.max(1, sorted.length / (double) MOST_POINTS);
    for (double rank = step; rank < sorted.length + step; rank += step) {
      int at = Math.min(sorted.length, (int) Math.ceil(rank)) - 1;
      Point point = new Point(sorted[at], 100.0 * (at + 1) / sorted.length);
      if (!points.isEmpty() && points.getLast().x() == point.x()) {
        points.removeLast();
      }
      points.add(point);
    }
    return points;
  }
}
