package dev.penstock.dispatch.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same policies second by second, with nothing kept between two looks but who runs and who was
 * promised what: slow and plain. Takes requested times as predictions.
 */
final class NaiveScheduler {
  /** A stretch of time in which a job holds processors. */
  private record Held(long from, long until, int processors) {}

  private final int processors;
  private final Policy policy;
  private final List<Job> queue = new ArrayList<>();
  private final Map<Long, Held> running = new HashMap<>();
  private final Map<Long, Held> promises = new HashMap<>();
  private boolean ended;

  NaiveScheduler(int processors, Policy policy) {
    this.processors = processors;
    this.policy = policy;
  }

  /** Plays all arrivals, looking at every second. */
  static List<World.Start> play(int processors, Policy policy, List<World.Arrival> arrivals) {
    NaiveScheduler scheduler = new NaiveScheduler(processors, policy);
    List<World.Start> starts = new ArrayList<>();
    Map<Long, Long> ends = new HashMap<>();
    for (long now = 0; starts.size() < arrivals.size(); now++) {
      boolean again = true;
      while (again) {
        again = false;
        long moment = now;
        for (long id : List.copyOf(ends.keySet())) {
          if (ends.getOrDefault(id, Long.MAX_VALUE) <= moment) {
            ends.remove(id);
            scheduler.running.remove(id);
            scheduler.ended = true;
          }
        }
        for (World.Arrival it : arrivals) {
          if (it.at() == moment && !scheduler.queue.contains(it.job()) && notIn(starts, it)) {
            scheduler.queue.add(it.job());
            scheduler.promise(moment, it.job());
          }
        }
        for (Job job : scheduler.decide(moment)) {
          starts.add(new World.Start(moment, job.id()));
          long runsFor = arrivals.get((int) job.id()).runsFor();
          ends.put(job.id(), moment + runsFor);
          again |= runsFor == 0;
        }
      }
    }
    return starts;
  }

  private static boolean notIn(List<World.Start> starts, World.Arrival arrival) {
    return starts.stream().noneMatch(it -> it.id() == arrival.job().id());
  }

  private List<Job> decide(long now) {
    List<Job> starts = new ArrayList<>();
    if (policy.backfill() instanceof Backfill.Conservative) {
      if (ended) {
        List.copyOf(queue).forEach(it -> promise(now, it));
        ended = false;
      }
      for (Job job : List.copyOf(queue)) {
        Held promise = promises.get(job.id());
        if (promise != null && promise.from() == now) {
          start(now, job, starts);
        }
      }
      return starts;
    }
    promises.clear();
    int mayWait = policy.backfill() instanceof Backfill.Easy easy ? easy.reservations() : 1;
    List<Job> order = new ArrayList<>(queue);
    if (policy.order() instanceof Order.Shortest) {
      order.sort(Comparator.comparingLong(Job::requested));
    }
    List<Job> behind = new ArrayList<>();
    for (Job job : order) {
      if (promises.size() == mayWait) {
        behind.add(job);
      } else if (fits(now, job)) {
        start(now, job, starts);
      } else {
        promise(now, job);
      }
    }
    if (policy.backfill() instanceof Backfill.Easy easy) {
      if (easy.shortestFirst()) {
        behind.sort(Comparator.comparingLong(Job::requested));
      }
      behind.stream().filter(it -> fits(now, it)).forEach(it -> start(now, it, starts));
    }
    return starts;
  }

  private void start(long now, Job job, List<Job> starts) {
    promises.remove(job.id());
    running.put(job.id(), new Held(now, now + job.requested(), job.processors()));
    queue.remove(job);
    starts.add(job);
  }

  private void promise(long now, Job job) {
    promises.remove(job.id());
    long start = now;
    while (!fits(start, job)) {
      start++;
    }
    promises.put(job.id(), new Held(start, start + job.requested(), job.processors()));
  }

  private boolean fits(long start, Job job) {
    for (long second = start; second < start + job.requested(); second++) {
      if (held(running, second) + held(promises, second) + job.processors() > processors) {
        return false;
      }
    }
    return true;
  }

  private static int held(Map<Long, Held> holders, long second) {
    return holders.values().stream()
        .filter(it -> it.from() <= second && second < it.until())
        .mapToInt(Held::processors)
        .sum();
  }
}
