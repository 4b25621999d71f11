package dev.penstock.bench.simulate.ascend;

import dev.penstock.dispatch.topology.BestFitGangs;
import dev.penstock.dispatch.topology.FewestSwitches;
import dev.penstock.dispatch.topology.GangPlacer;
import dev.penstock.dispatch.topology.RingCluster;
import dev.penstock.dispatch.topology.RingCluster.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A month on 500 nodes of two rings of four, 16 nodes a switch: gangs arrive at random, run for a
 * random time and end; first in first out, and what fits goes past what does not.
 */
public final class AscendMonth {
  private static final int NODES = 500;
  private static final int SWITCH_NODES = 16;
  private static final double DAYS = 30;
  private static final double MEAN_HOURS = 4;
  private static final int[] CARDS = {1, 2, 4, 8, 64};
  private static final double[] SHARES = {0.40, 0.20, 0.15, 0.15, 0.10};
  private static final int GANG_NODES = 8;

  private final RingCluster cluster = new RingCluster(NODES, 2, 4, SWITCH_NODES);
  private final GangPlacer placer;
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingDouble(End::at));
  private final Deque<Job> waiting = new ArrayDeque<>();
  private int gangs;
  private int crossing;
  private int violations;
  private double busy;
  private double waited;
  private int started;
  private double now;

  private AscendMonth(Function<RingCluster, GangPlacer> policy) {
    placer = policy.apply(cluster);
  }

  /** What arrives: all times in hours. */
  record Job(double at, int cards, double hours) {}

  private record End(double at, List<Place> places) {}

  /**
   * How a month went.
   *
   * @param gangs gangs of several nodes that started
   * @param crossing of these, how many lie under more than one switch
   * @param violations placements that break a ring rule
   * @param utilisation share of the card-hours that were in use, 0 to 1
   * @param meanWaitHours mean wait of what started
   */
  public record Outcome(
      int gangs, int crossing, int violations, double utilisation, double meanWaitHours) {}

  /** Best fit that keeps the rings. */
  public static Outcome bestFit(double load, long seed) {
    return new AscendMonth(BestFitGangs::new).run(arrivals(load, seed));
  }

  /** Topology first. */
  public static Outcome fewestSwitches(double load, long seed) {
    return new AscendMonth(it -> new FewestSwitches(it, GANG_NODES)).run(arrivals(load, seed));
  }

  private static List<Job> arrivals(double load, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double cards = 0;
    for (int kind = 0; kind < CARDS.length; kind++) {
      cards += SHARES[kind] * CARDS[kind];
    }
    double perHour = load * NODES * 8 / (cards * MEAN_HOURS);
    List<Job> jobs = new ArrayList<>();
    double at = 0;
    while (at < DAYS * 24) {
      at -= Math.log(1 - random.nextDouble()) / perHour;
      double lot = random.nextDouble();
      int kind = 0;
      while (kind < CARDS.length - 1 && lot >= SHARES[kind]) {
        lot -= SHARES[kind++];
      }
      jobs.add(new Job(at, CARDS[kind], -MEAN_HOURS * Math.log(1 - random.nextDouble())));
    }
    return jobs;
  }

  private Outcome run(List<Job> jobs) {
    for (Job job : jobs) {
      while (!ends.isEmpty() && ends.peek().at <= job.at) {
        pass(ends.peek().at);
        cluster.giveBack(ends.poll().places);
        startWaiting();
      }
      pass(job.at);
      if (!start(job)) {
        waiting.addLast(job);
      }
    }
    double most = NODES * 8.0 * now;
    return new Outcome(gangs, crossing, violations, busy / most, waited / started);
  }

  private void pass(double until) {
    busy += (until - now) * (NODES * 8 - cluster.idleCards());
    now = until;
  }

  private void startWaiting() {
    for (Iterator<Job> it = waiting.iterator(); it.hasNext(); ) {
      if (start(it.next())) {
        it.remove();
      }
    }
  }

  private boolean start(Job job) {
    List<Place> places = placer.place(job.cards);
    if (places.isEmpty()) {
      return false;
    }
    violations += breaksARing(job.cards, places) ? 1 : 0;
    if (places.size() > 1) {
      gangs++;
      crossing +=
          places.stream().map(it -> cluster.switchOf(it.node())).distinct().count() > 1 ? 1 : 0;
    }
    waited += now - job.at;
    started++;
    ends.add(new End(now + job.hours, places));
    return true;
  }

  private static boolean breaksARing(int cards, List<Place> places) {
    return places.stream()
        .anyMatch(
            it -> {
              int bits = it.cards();
              boolean oneRing = (bits & 0xF0) == 0 || (bits & 0x0F) == 0;
              return cards <= 4 ? !oneRing || Integer.bitCount(bits) != cards : bits != 0xFF;
            });
  }

  /** For trying it alone. */
  public static void main(String[] args) {
    for (double load : new double[] {0.85, 0.95}) {
      System.out.printf(Locale.ROOT, "%.2f best fit        %s%n", load, bestFit(load, 42));
      System.out.printf(Locale.ROOT, "%.2f fewest switches %s%n", load, fewestSwitches(load, 42));
    }
  }
}
