package dev.penstock.dispatch.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** A machine that loses processors and gets them back, while jobs come and run. */
final class FaultyWorld {
  private record Running(Job job, long left, long started) {
    long ends() {
      return started + left;
    }
  }

  private final BackfillKernel kernel;
  private final int processors;
  private final SplittableRandom random;
  private final List<Running> running = new ArrayList<>();
  private final long[] left;
  private int lost;
  private int ended;
  private int interruptions;
  private long faultAt = 40;

  FaultyWorld(int processors, Policy policy, long seed) {
    this.processors = processors;
    kernel = new BackfillKernel(processors, policy);
    random = new SplittableRandom(seed);
    left = new long[10_000];
  }

  int ended() {
    return ended;
  }

  int interruptions() {
    return interruptions;
  }

  void play(List<World.Arrival> arrivals) {
    List<World.Arrival> coming = new ArrayList<>(arrivals);
    long last = Long.MIN_VALUE;
    while (ended < arrivals.size()) {
      long now = next(coming);
      assertThat(now).as("the time goes back").isGreaterThanOrEqualTo(last);
      last = now;
      end(now);
      if (faultAt <= now) {
        fault(now);
        faultAt = now + 1 + random.nextInt(80);
      }
      while (!coming.isEmpty() && coming.getFirst().at() <= now) {
        World.Arrival it = coming.removeFirst();
        left[(int) it.job().id()] = it.runsFor();
        kernel.submit(now, it.job());
      }
      for (Job job : kernel.decide(now)) {
        running.add(new Running(job, left[(int) job.id()], now));
      }
      int held = running.stream().mapToInt(it -> it.job().processors()).sum();
      assertThat(held + lost).isLessThanOrEqualTo(processors);
      assertThat(kernel.free()).isEqualTo(processors - lost - held);
    }
  }

  private long next(List<World.Arrival> coming) {
    long next = Math.min(faultAt, kernel.nextDecision().orElse(Long.MAX_VALUE));
    if (!coming.isEmpty()) {
      next = Math.min(next, coming.getFirst().at());
    }
    for (Running it : running) {
      next = Math.min(next, it.ends());
    }
    return next;
  }

  private void end(long now) {
    for (Running it : List.copyOf(running)) {
      if (it.ends() <= now) {
        kernel.ended(now, it.job().id());
        running.remove(it);
        ended++;
      }
    }
  }

  /** Half of the lost ones come back, or a few more go; those that ran on them start anew. */
  private void fault(long now) {
    if (lost > 0 && random.nextBoolean()) {
      int back = (lost + 1) / 2;
      lost -= back;
      kernel.back(now, back);
      return;
    }
    int going = Math.min(processors - lost, 1 + random.nextInt(6));
    if (going == 0) {
      return;
    }
    running.sort(Comparator.comparingLong(Running::started));
    while (kernel.free() < going) {
      Running hit = running.removeLast();
      kernel.interrupted(now, hit.job());
      interruptions++;
    }
    kernel.lost(now, going);
    lost += going;
  }
}
