package dev.penstock.bench.simulate.chart;

import java.util.List;

/**
 * What one line of a chart shows.
 *
 * @param label its name in the legend
 * @param points by ascending x
 */
public record Series(String label, List<Point> points) {
  public Series {
    points = List.copyOf(points);
  }
}
