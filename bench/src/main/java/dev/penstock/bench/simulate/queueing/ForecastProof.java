package dev.penstock.bench.simulate.queueing;

import dev.penstock.dispatch.forecast.Arrivals;
import dev.penstock.dispatch.forecast.Quantiles;
import dev.penstock.dispatch.forecast.RecentWaits;
import dev.penstock.dispatch.forecast.RunTimes;
import dev.penstock.dispatch.forecast.StartForecast;
import dev.penstock.dispatch.queueing.Decision;
import dev.penstock.dispatch.queueing.Lookahead;
import dev.penstock.dispatch.queueing.Policy;
import dev.penstock.dispatch.queueing.Scheduler;
import dev.penstock.dispatch.queueing.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forecasts the start of every job of a replay that does not start at once, when it comes, and
 * holds the forecasts against what happens then.
 */
final class ForecastProof implements Watcher {
  private static final List<Double> LEVELS = List.of(0.5, 0.9);
  private static final int FUTURES = 12;
  private static final long DAY = 86_400;
  private static final long HORIZON = 2 * DAY;

  /** Of 10, 20, 50, 100, 200, 500 and 1,000 waits the number that serves the baseline best. */
  private static final int BASELINE_WINDOW = 200;

  private record Said(TraceJob job, List<Long> ours, List<Long> baseline) {}

  private final Policy policy;
  private final long seed;
  private final RunTimes runTimes = new RunTimes();
  private final Arrivals arrivals = new Arrivals(DAY);
  private final StartForecast forecast = new StartForecast(FUTURES, HORIZON, LEVELS);
  private final RecentWaits baseline = new RecentWaits(BASELINE_WINDOW);
  private final List<TraceJob> fresh = new ArrayList<>();
  private final Map<Long, Said> open = new HashMap<>();
  private final Tally ours = new Tally();
  private final Tally theirs = new Tally();

  /**
   * Has seen nothing.
   *
   * @param policy of the replay
   * @param seed of the futures
   */
  ForecastProof(Policy policy, long seed) {
    this.policy = policy;
    this.seed = seed;
  }

  @Override
  public void submitted(long now, TraceJob job) {
    arrivals.came(now, job.queue(), job.cards());
    fresh.add(job);
  }

  @Override
  public void ended(long now, TraceJob job) {
    runTimes.ended(job.queue(), job.cards(), job.seconds());
  }

  @Override
  public void decided(long now, Scheduler scheduler, Decision decision) {
    Set<Long> started = new HashSet<>();
    for (Start start : decision.starts()) {
      started.add(start.job());
      Said said = open.remove(start.job());
      if (said != null) {
        started(now, said);
      }
    }
    fresh.removeIf(job -> started.contains(job.id()));
    if (!fresh.isEmpty()) {
      Lookahead lookahead =
          new Lookahead(
              scheduler,
              now,
              decision.askAgainAt(),
              policy.lost(),
              HORIZON,
              runTimes,
              arrivals.from(now));
      fresh.forEach(job -> open.put(job.id(), said(now, job, lookahead)));
      fresh.clear();
    }
  }

  private Said said(long now, TraceJob job, Lookahead lookahead) {
    long futures = seed + job.id() * FUTURES;
    List<Long> waits =
        forecast.of(now, job.id(), lookahead, futures).stream().map(it -> it.time() - now).toList();
    List<Long> recent = LEVELS.stream().map(it -> baseline.wait(job.cards(), it)).toList();
    return new Said(job, waits, recent);
  }

  private void started(long now, Said said) {
    long wait = now - said.job().submitted();
    ours.add(said.ours(), wait);
    theirs.add(said.baseline(), wait);
    forecast.started(now, said.job().id());
    baseline.started(said.job().cards(), wait);
  }

  /** What the forecasts of the jobs were worth that have started. */
  ForecastFigures figures() {
    return new ForecastFigures(
        ours.count,
        ours.coverage(0),
        ours.coverage(1),
        ours.loss(),
        theirs.coverage(0),
        theirs.coverage(1),
        theirs.loss());
  }

  private static final class Tally {
    private final int[] held = new int[LEVELS.size()];
    private int count;
    private double loss;

    void add(List<Long> quantiles, long wait) {
      count++;
      for (int i = 0; i < quantiles.size(); i++) {
        long said = quantiles.get(i);
        held[i] += wait <= said ? 1 : 0;
        loss += Quantiles.pinball(LEVELS.get(i), (double) said, (double) wait);
      }
    }

    double coverage(int level) {
      return count == 0 ? 0 : held[level] / (double) count;
    }

    double loss() {
      return count == 0 ? 0 : loss / count / LEVELS.size();
    }
  }
}
