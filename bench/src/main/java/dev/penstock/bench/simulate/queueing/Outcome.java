package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.report.Jain;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a policy made of a trace.
 *
 * @param policy the policy's name
 * @param fates what became of each job
 * @param ledgers what each queue got
 * @param course how the cluster stood over time
 * @param nodesLost how often a node was lost
 * @param lostCardSeconds work that was done again because nodes were lost
 */
record Outcome(
    String policy,
    List<Fate> fates,
    Map<String, Ledger> ledgers,
    Course course,
    int nodesLost,
    double lostCardSeconds) {

  double meanCompletion() {
    return mean(Fate::completion);
  }

  double meanWait() {
    return mean(Fate::waited);
  }

  double meanSlowdown() {
    return mean(Fate::slowdown);
  }

  /** The wait that all but this part of the jobs don't pass, by nearest rank; seconds. */
  long waitQuantile(double part) {
    long[] waits = fates.stream().mapToLong(Fate::waited).sorted().toArray();
    return waits.length == 0 ? 0 : waits[(int) Math.ceil(part * waits.length) - 1];
  }

  long preemptions() {
    return fates.stream().mapToLong(Fate::evictions).sum();
  }

  long interruptions() {
    return fates.stream().mapToLong(Fate::interruptions).sum();
  }

  /** When the last job had ended; the first submission where there was none. */
  long end() {
    return fates.stream().mapToLong(Fate::ended).max().orElse(course.from());
  }

  /** Mean wait by queue, in seconds. */
  Map<String, Double> meanWaits() {
    return fates.stream()
        .collect(
            Collectors.groupingBy(
                it -> it.job().queue(), TreeMap::new, Collectors.averagingDouble(Fate::waited)));
  }

  /** The queues whose mean wait is longer than there. */
  List<String> worseThan(Outcome other) {
    Map<String, Double> there = other.meanWaits();
    return meanWaits().entrySet().stream()
        .filter(it -> it.getValue() > there.getOrDefault(it.getKey(), Double.MAX_VALUE))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Jain's index over the parts of the deserved shares that the queues got; 1 is even. */
  double jain() {
    return Jain.of(ledgers.values().stream().mapToDouble(Ledger::received).toArray());
  }

  /** The longest time that a queue asked for its guaranteed share without getting it; seconds. */
  long longestAsked() {
    return ledgers.values().stream().mapToLong(Ledger::longestAsked).max().orElse(0);
  }

  private double mean(ToDoubleFunction<Fate> of) {
    return fates.stream().mapToDouble(of).average().orElse(0);
  }
}
