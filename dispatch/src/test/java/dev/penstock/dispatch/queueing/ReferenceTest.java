package dev.penstock.dispatch.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain policies against one that is obviously right, and slow. */
class ReferenceTest {
  private static final int PER_NODE = 4;
  private static final int NODES = 3;

  /** Counts free cards of each node, and looks at everybody at every step. */
  private static final class Naive {
    final Comparator<Job> order;
    final boolean skipping;
    final int[] free = {PER_NODE, PER_NODE, PER_NODE};
    final List<Job> waiting = new ArrayList<>();
    final Map<Long, int[]> held = new TreeMap<>();

    Naive(Comparator<Job> order, boolean skipping) {
      this.order = order;
      this.skipping = skipping;
    }

    List<Long> decide() {
      List<Long> started = new ArrayList<>();
      for (Job job : waiting.stream().sorted(order).toList()) {
        int[] place = place(job.cards());
        if (place.length > 0) {
          for (int i = 0; i < NODES; i++) {
            free[i] -= place[i];
          }
          held.put(job.id(), place);
          waiting.remove(job);
          started.add(job.id());
        } else if (!skipping) {
          break;
        }
      }
      return started;
    }

    void end(long id) {
      int[] place = Objects.requireNonNull(held.remove(id));
      for (int i = 0; i < NODES; i++) {
        free[i] += place[i];
      }
    }

    private int[] place(int cards) {
      int[] place = new int[NODES];
      int[] left = free.clone();
      int rest = cards;
      while (rest > PER_NODE) {
        int whole = tightest(left, PER_NODE);
        if (whole < 0) {
          return new int[0];
        }
        place[whole] = PER_NODE;
        left[whole] = 0;
        rest -= PER_NODE;
      }
      int node = tightest(left, rest);
      if (node < 0) {
        return new int[0];
      }
      place[node] += rest;
      return place;
    }

    private static int tightest(int[] left, int cards) {
      int best = -1;
      for (int i = 0; i < left.length; i++) {
        if (left[i] >= cards && (best < 0 || left[i] < left[best])) {
          best = i;
        }
      }
      return best;
    }
  }

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (long seed = 0; seed < 50; seed++) {
      cases.add(Arguments.of("pool-fifo", seed));
      cases.add(Arguments.of("pool-skip", seed));
      cases.add(Arguments.of("pool-sjf", seed));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void startsTheSameJobsOnTheSameNodes(String name, long seed) {
    Policy policy = Objects.requireNonNull(Policies.named(name));
    Scheduler scheduler = policy.over(List.of(new Partition("q", NODES)), PER_NODE);
    Comparator<Job> byId = Comparator.comparingLong(Job::id);
    Naive naive =
        new Naive(
            policy.told()
                ? Comparator.comparingLong(ReferenceTest::told).thenComparing(byId)
                : byId,
            !name.equals("pool-fifo"));
    Random random = new Random(seed);
    for (long id = 0; id < 200; id++) {
      int cards =
          random.nextInt(4) == 0 ? PER_NODE * (1 + random.nextInt(3)) : 1 + random.nextInt(4);
      Job job = new Job(id, "q", cards, (long) random.nextInt(100));
      scheduler.submit(id, job);
      naive.waiting.add(job);
      List<Long> running = List.copyOf(naive.held.keySet());
      if (!running.isEmpty() && random.nextInt(3) > 0) {
        long ended = running.get(random.nextInt(running.size()));
        scheduler.ended(id, ended);
        naive.end(ended);
      }
      Decision decision = scheduler.decide(id);
      assertThat(decision.starts()).extracting(Start::job).isEqualTo(naive.decide());
      decision
          .starts()
          .forEach(start -> assertThat(counts(start)).isEqualTo(naive.held.get(start.job())));
    }
  }

  private static long told(Job job) {
    return Objects.requireNonNull(job.toldSeconds());
  }

  private static int[] counts(Start start) {
    int[] counts = new int[NODES];
    start.slots().forEach(slot -> counts[slot.node()] += slot.count());
    return counts;
  }
}
