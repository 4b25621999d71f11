package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.dispatch.queueing.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A trace over other nodes than those that its file says. */
final class Resized {
  private Resized() {}

  /**
   * First the quotas take the place of what the file says; then more or fewer nodes are shared out
   * in proportion, by largest remainder.
   *
   * @throws Misused when a queue is unknown, or a job would no longer fit its queue's nodes
   */
  static Trace of(Trace trace, Variant variant) throws Misused {
    List<Partition> quotas = quotas(trace.partitions(), variant.quotas());
    int nodes = quotas.stream().mapToInt(Partition::nodes).sum();
    int wanted = variant.nodes(nodes);
    Trace resized =
        new Trace(
            wanted == nodes ? quotas : shared(quotas, nodes, wanted),
            trace.cardsPerNode(),
            trace.jobs());
    check(resized, variant);
    return resized;
  }

  private static List<Partition> quotas(List<Partition> partitions, Map<String, Integer> quotas)
      throws Misused {
    TreeSet<String> known = new TreeSet<>();
    partitions.forEach(it -> known.add(it.queue()));
    for (Map.Entry<String, Integer> it : new TreeMap<>(quotas).entrySet()) {
      if (!known.contains(it.getKey())) {
        throw new Misused(
            "--quota: \"%s=%d\": there is no queue \"%s\"; there are %s"
                .formatted(it.getKey(), it.getValue(), it.getKey(), known));
      }
    }
    return partitions.stream()
        .map(it -> new Partition(it.queue(), quotas.getOrDefault(it.queue(), it.nodes())))
        .toList();
  }

  private static List<Partition> shared(List<Partition> partitions, long nodes, long wanted) {
    int[] shares =
        partitions.stream().mapToInt(it -> (int) (it.nodes() * wanted / nodes)).toArray();
    List<Integer> byRemainder =
        new ArrayList<>(
            IntStream.range(0, shares.length)
                .boxed()
                .sorted(
                    Comparator.comparingLong(
                            (Integer it) -> partitions.get(it).nodes() * wanted % nodes)
                        .reversed())
                .toList());
    long missing = wanted - IntStream.of(shares).sum();
    for (int i = 0; i < missing; i++) {
      shares[byRemainder.get(i)]++;
    }
    return IntStream.range(0, shares.length)
        .mapToObj(it -> new Partition(partitions.get(it).queue(), shares[it]))
        .toList();
  }

  private static void check(Trace trace, Variant variant) throws Misused {
    Map<String, Integer> cards = new HashMap<>();
    trace.partitions().forEach(it -> cards.put(it.queue(), it.nodes() * trace.cardsPerNode()));
    for (TraceJob job : trace.jobs()) {
      int most = cards.getOrDefault(job.queue(), 0);
      if (job.cards() > most) {
        throw new Misused(
            ("--quota, --more-nodes, --nodes-scale: \"%s\" leaves queue %s with %d cards, but its"
                    + " job %d needs %d; leave it more nodes")
                .formatted(variant.label(), job.queue(), most, job.id(), job.cards()));
      }
    }
  }
}
