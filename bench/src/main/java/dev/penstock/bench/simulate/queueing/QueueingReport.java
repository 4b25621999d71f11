package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.queueing.Policies;
import dev.penstock.dispatch.queueing.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a replay. All times are in seconds; a wait includes the work that evictions made a
 * job do again.
 *
 * @param policy the policy's name
 * @param jobs how many jobs
 * @param meanJctSeconds mean time from submission to end
 * @param meanWaitSeconds mean wait
 * @param p999WaitSeconds the wait that 99.9 % of the jobs don't pass
 * @param meanBoundedSlowdown mean of JCT by run time, of which at least 10 s are reckoned
 * @param preemptions evictions in all
 * @param utilisation cards held by cards there were, until the last submission; 0 to 1
 * @param jain Jain's index over the parts of their deserved shares that the queues got; 0 to 1
 * @param queuesWorseOff those whose mean wait is longer than on their own nodes under SJF told the
 *     durations
 * @param longestAskedSeconds the longest time that a queue asked for its guaranteed share without
 *     getting it
 * @param queues by queue
 * @param forecast how forecasts of the starts held; null when none were made
 */
public record QueueingReport(
    String policy,
    int jobs,
    double meanJctSeconds,
    double meanWaitSeconds,
    long p999WaitSeconds,
    double meanBoundedSlowdown,
    long preemptions,
    double utilisation,
    double jain,
    List<String> queuesWorseOff,
    long longestAskedSeconds,
    List<Queue> queues,
    @Nullable ForecastFigures forecast) {

  /**
   * What a queue got.
   *
   * @param name its name
   * @param guaranteedCards its share
   * @param meanWaitSeconds its jobs' mean wait
   * @param aloneSeconds the same on its own nodes under SJF told the durations
   * @param longestAskedSeconds the longest time that it asked for its share without getting it
   * @param received the part of the card-seconds that it deserved, which it got
   */
  public record Queue(
      String name,
      int guaranteedCards,
      double meanWaitSeconds,
      double aloneSeconds,
      long longestAskedSeconds,
      double received) {}

  public QueueingReport {
    queuesWorseOff = List.copyOf(queuesWorseOff);
    queues = List.copyOf(queues);
  }

  /** What the policy makes of the trace, and what forecasts of the starts are worth if wanted. */
  static QueueingReport of(Policy policy, Trace trace, boolean forecast) {
    Outcome alone = Replay.alone(trace);
    if (!forecast) {
      return of(Replay.of(policy, trace), alone, null);
    }
    ForecastProof proof = new ForecastProof(policy, ForecastFigures.SEED);
    Outcome outcome = Replay.of(policy, trace, proof);
    return of(outcome, alone, proof.figures());
  }

  /**
   * What the named policies make of a trace, in their order.
   *
   * @param jobs the file of the jobs
   * @param partitions the file of the virtual clusters
   * @param cardsPerNode cards of each node
   * @param policies names of policies
   * @throws Misused when a file can't be used
   */
  public static List<QueueingReport> of(
      Path jobs, Path partitions, int cardsPerNode, List<String> policies) throws Misused {
    Trace trace = Trace.read(jobs, partitions, cardsPerNode);
    Outcome alone = Replay.alone(trace);
    return policies.stream()
        .map(Policies::named)
        .filter(Objects::nonNull)
        .map(it -> of(Replay.of(it, trace), alone, null))
        .toList();
  }

  static QueueingReport of(Outcome outcome, Outcome alone, @Nullable ForecastFigures forecast) {
    Map<String, Double> waits = outcome.meanWaits();
    Map<String, Double> alones = alone.meanWaits();
    List<Queue> queues = new ArrayList<>();
    outcome
        .ledgers()
        .forEach(
            (name, ledger) ->
                queues.add(
                    new Queue(
                        name,
                        ledger.guaranteed(),
                        waits.getOrDefault(name, 0.0),
                        alones.getOrDefault(name, 0.0),
                        ledger.longestAsked(),
                        ledger.received())));
    return new QueueingReport(
        outcome.policy(),
        outcome.fates().size(),
        outcome.meanCompletion(),
        outcome.meanWait(),
        outcome.waitQuantile(0.999),
        outcome.meanSlowdown(),
        outcome.preemptions(),
        outcome.utilisation(),
        outcome.jain(),
        outcome.worseThan(alone),
        outcome.longestAsked(),
        queues,
        forecast);
  }

  /** For people. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "policy", policy);
    line(text, "jobs", Integer.toString(jobs));
    line(text, "mean JCT", number(meanJctSeconds) + " s");
    line(text, "mean wait", number(meanWaitSeconds) + " s");
    line(text, "99.9 % wait at most", p999WaitSeconds + " s");
    line(text, "mean bounded slowdown", String.format(Locale.ROOT, "%.2f", meanBoundedSlowdown));
    line(text, "preemptions", Long.toString(preemptions));
    line(text, "utilisation", String.format(Locale.ROOT, "%.1f %%", 100 * utilisation));
    line(text, "Jain's index", String.format(Locale.ROOT, "%.5f", jain));
    line(text, "share asked for at most", longestAskedSeconds + " s");
    line(
        text,
        "worse off than alone",
        queuesWorseOff.isEmpty() ? "none" : String.join(", ", queuesWorseOff));
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-16s %8s %12s %12s %10s %9s%n",
            "queue",
            "share",
            "mean wait s",
            "alone s",
            "asked s",
            "received"));
    for (Queue queue : queues) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %8d %12.0f %12.0f %10d %9.4f%n",
              queue.name(),
              queue.guaranteedCards(),
              queue.meanWaitSeconds(),
              queue.aloneSeconds(),
              queue.longestAskedSeconds(),
              queue.received()));
    }
    if (forecast != null) {
      text.append(forecast.text());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-24s %s%n", name, value));
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, "%.0f", seconds);
  }
}
