package dev.penstock.bench;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.queueing.ForecastFigures;
import java.nio.file.Path;
import java.util.List;

/**
 * How the forecasts of a month of Philly's jobs held under our policy: of all that did not start in
 * their first cycle, as forecast when they came.
 */
final class ForecastBench {
  private static final String NAME = "forecast.";
  private static final double TOLERANCE = 0.05;

  private ForecastBench() {}

  /**
   * Replays the month and forecasts.
   *
   * @param jobs the jobs, as {@code simulate queueing} reads them
   * @param partitions the virtual clusters
   * @throws Misused when a file can't be used
   */
  static List<Figure> run(Path jobs, Path partitions) throws Misused {
    ForecastFigures it = ForecastFigures.of(jobs, partitions, 8, "best");
    return List.of(
        Figure.of(NAME + "q50_coverage", it.q50Coverage(), "", "stated", 0.5).within(TOLERANCE),
        Figure.of(NAME + "q90_coverage", it.q90Coverage(), "", "stated", 0.9).within(TOLERANCE),
        Figure.of(NAME + "pinball_ratio", it.pinballRatio(), "", "recent waits", 1).under(1),
        Figure.of(
            NAME + "pinball_s",
            it.pinballSeconds(),
            "s",
            "recent waits",
            it.baselinePinballSeconds()));
  }
}
