package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.report.Jain;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a replay went.
 *
 * @param jobs how many jobs ran
 * @param meanSlowdown mean of the bounded slowdowns, max(1, (wait + run) / max(10 s, run))
 * @param maxSlowdown the largest of them
 * @param meanJctSeconds mean time from submission to end
 * @param meanWaitSeconds mean wait
 * @param p999WaitSeconds the wait that 99.9 % of the jobs don't pass
 * @param maxWaitSeconds the longest wait
 * @param utilisation part of the processors held between the first arrival and the last end
 * @param idleWhileWaiting part of the processors that were free although jobs waited: the loss of
 *     capacity of Zhang et al. (2000), "Improving parallel job scheduling by combining gang
 *     scheduling and backfilling techniques"; what is in pieces over time
 * @param jain Jain's index over the users' mean slowdowns, 1 where all are slowed down alike
 * @param nodesLost how often a node was lost
 * @param interruptions how often a job lost its node
 * @param lostProcessorHours work that was done again because of that
 */
public record Metrics(
    int jobs,
    double meanSlowdown,
    double maxSlowdown,
    double meanJctSeconds,
    double meanWaitSeconds,
    double p999WaitSeconds,
    double maxWaitSeconds,
    double utilisation,
    double idleWhileWaiting,
    double jain,
    int nodesLost,
    long interruptions,
    double lostProcessorHours) {
  /** Shorter run times count as this, in seconds. */
  private static final double SHORTEST = 10;

  private static final double MOST = 0.999;

  static Metrics of(Replay.Outcome outcome) {
    List<Replay.Ran> ran = outcome.ran();
    double[] slowdowns = ran.stream().mapToDouble(Metrics::slowdown).toArray();
    double[] waits = ran.stream().mapToDouble(Replay.Ran::waited).sorted().toArray();
    double wait = Arrays.stream(waits).average().orElse(0);
    return new Metrics(
        ran.size(),
        Arrays.stream(slowdowns).average().orElse(1),
        Arrays.stream(slowdowns).max().orElse(1),
        wait + ran.stream().mapToDouble(Replay.Ran::ranFor).average().orElse(0),
        wait,
        waits.length == 0 ? 0 : waits[(int) Math.ceil(MOST * waits.length) - 1],
        waits.length == 0 ? 0 : waits[waits.length - 1],
        outcome.course().utilisation(),
        outcome.course().idleWhileWaiting(),
        jain(ran),
        outcome.nodesLost(),
        ran.stream().mapToLong(Replay.Ran::interruptions).sum(),
        outcome.lostHours());
  }

  /** Its time to the end by its run time, of which at least 10 s are reckoned; 1 or more. */
  static double slowdown(Replay.Ran it) {
    double ranFor = it.ranFor();
    return Math.max(1, (it.waited() + ranFor) / Math.max(SHORTEST, ranFor));
  }

  private static double jain(List<Replay.Ran> ran) {
    return Jain.of(
        ran.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.job().user(), Collectors.averagingDouble(Metrics::slowdown)))
            .values()
            .stream()
            .mapToDouble(it -> it)
            .sorted()
            .toArray());
  }
}
