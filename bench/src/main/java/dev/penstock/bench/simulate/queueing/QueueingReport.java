package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.dispatch.queueing.Policies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * @param fragmentation of the free card-seconds the part on nodes that were in use in part, until
 *     the last submission; 0 to 1
 * @param idleWhileWaiting of all card-seconds the part that was free although jobs waited; 0 to 1
 * @param nodesLost how often a node was lost
 * @param interruptions how often a job lost its node
 * @param lostCardHours work that was done again because of that
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
    double fragmentation,
    double idleWhileWaiting,
    int nodesLost,
    long interruptions,
    double lostCardHours,
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
    List<Setup> setups =
        policies.stream()
            .map(Policies::named)
            .filter(Objects::nonNull)
            .map(it -> new Setup(it, trace, null, 0))
            .toList();
    Outcome alone = Replay.alone(setups.getFirst());
    return setups.stream().map(it -> of(Replay.of(it), alone, null)).toList();
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
        outcome.course().utilisation(),
        outcome.course().fragmentation(),
        outcome.course().idleWhileWaiting(),
        outcome.nodesLost(),
        outcome.interruptions(),
        outcome.lostCardSeconds() / 3_600,
        outcome.jain(),
        outcome.worseThan(alone),
        outcome.longestAsked(),
        queues,
        forecast);
  }
}
