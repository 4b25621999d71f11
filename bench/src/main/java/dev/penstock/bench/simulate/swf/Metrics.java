package dev.penstock.bench.simulate.swf;

import java.util.Arrays;
import java.util.List;

/**
 * How a replay went.
 *
 * @param jobs how many jobs ran
 * @param meanSlowdown mean of the bounded slowdowns, max(1, (wait + run) / max(10 s, run))
 * @param maxSlowdown the largest of them
 * @param meanWaitSeconds mean wait
 * @param p999WaitSeconds the wait that 99.9 % of the jobs don't pass
 * @param maxWaitSeconds the longest wait
 * @param utilisation part of the processors held between the first arrival and the last end
 */
public record Metrics(
    int jobs,
    double meanSlowdown,
    double maxSlowdown,
    double meanWaitSeconds,
    double p999WaitSeconds,
    double maxWaitSeconds,
    double utilisation) {
  /** Shorter run times count as this, in seconds. */
  private static final double SHORTEST = 10;

  private static final double MOST = 0.999;

  static Metrics of(int processors, List<Replay.Ran> ran) {
    if (ran.isEmpty()) {
      return new Metrics(0, 1, 1, 0, 0, 0, 0);
    }
    double[] slowdowns = ran.stream().mapToDouble(Metrics::slowdown).toArray();
    double[] waits = ran.stream().mapToDouble(Replay.Ran::waited).sorted().toArray();
    double held = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Replay.Ran it : ran) {
      long ranFor = ranFor(it);
      held += (double) it.job().processors() * ranFor;
      first = Math.min(first, it.job().submitted());
      last = Math.max(last, it.started() + ranFor);
    }
    return new Metrics(
        ran.size(),
        Arrays.stream(slowdowns).average().orElse(1),
        Arrays.stream(slowdowns).max().orElse(1),
        Arrays.stream(waits).average().orElse(0),
        waits[Math.clamp((int) Math.ceil(MOST * waits.length) - 1, 0, waits.length - 1)],
        waits[waits.length - 1],
        last == first ? 0 : held / ((double) processors * (last - first)));
  }

  private static double slowdown(Replay.Ran it) {
    double ranFor = ranFor(it);
    return Math.max(1, (it.waited() + ranFor) / Math.max(SHORTEST, ranFor));
  }

  private static long ranFor(Replay.Ran it) {
    return Math.min(it.job().ranFor(), it.job().requested());
  }
}
