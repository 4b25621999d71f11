package dev.penstock.dispatch.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When a job that waits will start, in quantiles: futures are drawn, and what comes of them is
 * corrected by how the forecasts of the jobs held that have started since.
 */
public final class StartForecast {
  /**
   * A quantile of a start.
   *
   * @param level how likely it is that the job has started by then, above 0 and below 1
   * @param time when, in seconds
   */
  public record Quantile(double level, long time) {}

  private record Open(long at, List<Calibrator.Corrected> quantiles) {}

  private final int futures;
  private final long horizon;
  private final List<Calibrator> calibrators;
  private final Map<Long, Open> open = new HashMap<>();

  /**
   * Knows of no forecast yet.
   *
   * @param futures how many are drawn for a forecast, 1 or more
   * @param horizon in seconds; a job that does not start in a future is taken to wait so long
   * @param levels which quantiles, each above 0 and below 1
   */
  public StartForecast(int futures, long horizon, List<Double> levels) {
    if (futures < 1) {
      throw new IllegalArgumentException("futures must be 1 or more, not %d".formatted(futures));
    }
    this.futures = futures;
    this.horizon = horizon;
    calibrators =
        levels.stream().sorted(Comparator.naturalOrder()).map(it -> new Calibrator(it)).toList();
  }

  /**
   * Forecasts the start of a job that waits; a forecast of it before is replaced.
   *
   * @param now in seconds
   * @param job its id
   * @param rollout the kernel as it is now
   * @param seed of the futures
   * @return by level; a higher one is never earlier
   */
  public List<Quantile> of(long now, long job, Rollout rollout, long seed) {
    long[] waits = new long[futures];
    for (int i = 0; i < futures; i++) {
      OptionalLong start = rollout.start(job, seed + i);
      waits[i] = start.isPresent() ? start.getAsLong() - now : horizon;
    }
    List<Calibrator.Corrected> corrected = new ArrayList<>();
    List<Quantile> quantiles = new ArrayList<>();
    long atLeast = 0;
    for (Calibrator calibrator : calibrators) {
      Calibrator.Corrected it = calibrator.correct(Quantiles.of(waits, calibrator.level()));
      atLeast = Math.max(atLeast, it.corrected());
      corrected.add(new Calibrator.Corrected(it.raw(), atLeast));
      quantiles.add(new Quantile(calibrator.level(), now + atLeast));
    }
    open.put(job, new Open(now, corrected));
    return quantiles;
  }

  /** A job has started for the first time; what was forecast of it, if anything was, is learned. */
  public void started(long now, long job) {
    Open forecast = open.remove(job);
    if (forecast != null) {
      learn(forecast, now - forecast.at());
    }
  }

  /** A job was withdrawn while it waited: nothing is learned. */
  public void withdrawn(long job) {
    open.remove(job);
  }

  private void learn(Open forecast, long wait) {
    for (int i = 0; i < calibrators.size(); i++) {
      calibrators.get(i).started(forecast.quantiles().get(i), wait);
    }
  }
}
