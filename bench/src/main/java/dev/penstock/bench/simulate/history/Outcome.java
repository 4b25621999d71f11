package dev.penstock.bench.simulate.history;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What came of a history.
 *
 * @param course what happened
 * @param nodesLost how often a node was lost
 * @param lostCardMillis unit-milliseconds that were done again because of that, in thousandths
 * @param stuck tasks that would never have found room
 */
record Outcome(Course course, int nodesLost, double lostCardMillis, int stuck) {

  List<Fate> fates() {
    return course.fates();
  }

  Standing standing() {
    return course.standing();
  }

  double mean(ToDoubleFunction<Fate> of) {
    return fates().stream().mapToDouble(of).average().orElse(0);
  }

  /** The wait that all but this part don't pass, by nearest rank; seconds. */
  double waitQuantile(double part) {
    double[] waits = fates().stream().mapToDouble(Fate::waited).toArray();
    Arrays.sort(waits);
    return waits.length == 0 ? 0 : waits[(int) Math.ceil(part * waits.length) - 1];
  }

  long stops() {
    return fates().stream().mapToLong(Fate::stops).sum();
  }

  long interruptions() {
    return fates().stream().mapToLong(Fate::interruptions).sum();
  }

  /** Mean wait by queue, in seconds. */
  Map<String, Double> meanWaits() {
    return fates().stream()
        .collect(
            Collectors.groupingBy(
                Fate::queue, TreeMap::new, Collectors.averagingDouble(Fate::waited)));
  }

  /** When the last had ended, in milliseconds; the beginning where there was none. */
  long end() {
    return fates().stream().mapToLong(Fate::ended).max().orElse(standing().from());
  }
}
