package dev.penstock.dispatch.queueing;

import dev.penstock.dispatch.forecast.Arrivals.Arrival;
import dev.penstock.dispatch.forecast.RunTimes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One future of a scheduler that may be spent. */
final class Future {
  /** Jobs that may come have ids from here on: of two that come at once they are the later. */
  private static final long NEWCOMERS = Long.MAX_VALUE / 2;

  /** How long a job may run that has just come. */
  @FunctionalInterface
  interface Newcomers {
    long[] seconds(String queue, int cards);
  }

  private record End(long time, long id, int turn) {}

  private static final class Run {
    long left;
    long startedAt;
    int turn;
    final int cards;

    Run(long left, int cards) {
      this.left = left;
      this.cards = cards;
    }
  }

  private final Scheduler scheduler;
  private final Lost lost;
  private final Newcomers runTimes;
  private final RunTimes.Future drawn;
  private final Iterator<Arrival> arrivals;
  private final Map<Long, Run> runs = new HashMap<>();
  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparingLong(End::time).thenComparingLong(End::id));
  private boolean told;
  private @Nullable Arrival next;
  private long newcomers = NEWCOMERS;

  Future(
      Scheduler scheduler,
      Lost lost,
      Newcomers runTimes,
      RunTimes.Future drawn,
      Iterator<Arrival> arrivals) {
    this.scheduler = scheduler;
    this.lost = lost;
    this.runTimes = runTimes;
    this.drawn = drawn;
    this.arrivals = arrivals;
    next = arrivals.hasNext() ? arrivals.next() : null;
  }

  /** The scheduler has this task; it has so many seconds to run from now on. */
  void add(Task task, long now, long left) {
    Run run = new Run(left, task.cards());
    told |= task.told();
    runs.put(task.id(), run);
    if (task.running()) {
      run.startedAt = now;
      ends.add(new End(now + left, task.id(), run.turn));
    }
  }

  /** Plays until the job starts, or until that time. */
  OptionalLong startOf(long job, long firstAsked, long until) {
    long askAt = firstAsked;
    while (true) {
      long now = Math.min(askAt, nextEvent());
      if (now > until) {
        return OptionalLong.empty();
      }
      end(now);
      submit(now);
      Decision decision = scheduler.decide(now);
      if (decision.starts().stream().anyMatch(it -> it.job() == job)) {
        return OptionalLong.of(now);
      }
      apply(now, decision);
      askAt = decision.askAgainAt();
    }
  }

  private long nextEvent() {
    long arrival = next == null ? Decision.NEVER : next.time();
    return ends.isEmpty() ? arrival : Math.min(arrival, ends.element().time());
  }

  private void end(long now) {
    while (!ends.isEmpty() && ends.element().time() <= now) {
      End end = ends.remove();
      Run run = runs.get(end.id());
      if (run != null && run.turn == end.turn()) {
        runs.remove(end.id());
        scheduler.ended(now, end.id());
      }
    }
  }

  private void submit(long now) {
    while (next != null && next.time() <= now) {
      String queue = next.queue();
      long seconds = drawn.draw(queue, next.cards(), runTimes.seconds(queue, next.cards()));
      long id = newcomers++;
      scheduler.submit(now, new Job(id, queue, next.cards(), told ? seconds : null));
      runs.put(id, new Run(seconds, next.cards()));
      next = arrivals.next();
    }
  }

  private void apply(long now, Decision decision) {
    for (long id : decision.evictions()) {
      Run run = run(id);
      run.left += lost.seconds(run.cards) - (now - run.startedAt);
      run.turn++;
    }
    for (Start start : decision.starts()) {
      Run run = run(start.job());
      run.startedAt = now;
      ends.add(new End(now + run.left, start.job(), run.turn));
    }
  }

  private Run run(long id) {
    return Objects.requireNonNull(runs.get(id));
  }
}
