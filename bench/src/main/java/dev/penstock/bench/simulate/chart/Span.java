package dev.penstock.bench.simulate.chart;

import java.util.List;

/**
 * The time that charts show.
 *
 * @param from in seconds
 * @param to in seconds
 */
public record Span(long from, long to) {
  private static final int STRETCHES = 150;
  private static final double HOUR = 3_600;
  private static final double DAY = 86_400;
  private static final double LONG = 3 * DAY;

  /** The horizontal axis. */
  public Axis axis() {
    return Axis.upFromZero(
        unit() == DAY ? "days since the beginning" : "hours since the beginning");
  }

  /** The means of what changes in steps. */
  public List<Point> means(Timeline timeline) {
    return timeline.means(from, to, STRETCHES, unit());
  }

  /** Seconds of a unit of the axis. */
  public double unit() {
    return to - from > LONG ? DAY : HOUR;
  }
}
