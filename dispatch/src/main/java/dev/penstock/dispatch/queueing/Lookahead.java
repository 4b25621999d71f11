package dev.penstock.dispatch.queueing;

import dev.penstock.dispatch.forecast.Arrivals;
import dev.penstock.dispatch.forecast.Rollout;
import dev.penstock.dispatch.forecast.RunTimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Runs a scheduler of this package forward: what runs and what waits takes as long as a job of its
 * kind that has ended, and what came of late comes again. A node that is lost stays lost. The
 * scheduler itself is left as it is.
 */
public final class Lookahead implements Rollout {
  private record Kind(String queue, int cards) {}

  private final Forkable scheduler;
  private final long now;
  private final long askAt;
  private final long horizon;
  private final Lost lost;
  private final RunTimes runTimes;
  private final Arrivals.Future arrivals;
  private final List<Task> tasks;
  private final Map<Long, long[]> rests = new HashMap<>();
  private final Map<Kind, long[]> newcomers = new HashMap<>();

  /**
   * From now on, until the scheduler is told of the next event.
   *
   * @param scheduler made by {@link Policy#over}, and asked for its decision of now
   * @param now in seconds
   * @param askAt when it wants to be asked again
   * @param lost what an eviction costs
   * @param horizon how far is looked at most, in seconds
   * @param runTimes how long the jobs ran that have ended
   * @param arrivals what came until now
   * @throws IllegalArgumentException when the scheduler is of another make
   */
  public Lookahead(
      Scheduler scheduler,
      long now,
      long askAt,
      Lost lost,
      long horizon,
      RunTimes runTimes,
      Arrivals.Future arrivals) {
    if (!(scheduler instanceof Forkable forkable)) {
      throw new IllegalArgumentException(
          "scheduler %s can't be run forward: make it by Policy.over".formatted(scheduler));
    }
    this.scheduler = forkable;
    this.now = now;
    this.askAt = askAt;
    this.lost = lost;
    this.horizon = horizon;
    this.runTimes = runTimes;
    this.arrivals = arrivals;
    tasks = forkable.tasks();
  }

  @Override
  public OptionalLong start(long job, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RunTimes.Future drawn = RunTimes.future(random.nextLong());
    Future future =
        new Future(
            scheduler.fork(), lost, this::newcomer, drawn, arrivals.beginning(random.nextDouble()));
    for (Task task : tasks) {
      future.add(task, now, left(task, drawn));
    }
    return future.startOf(job, askAt, now + horizon);
  }

  private long[] newcomer(String queue, int cards) {
    return newcomers.computeIfAbsent(new Kind(queue, cards), it -> runTimes.rests(queue, cards, 0));
  }

  private long left(Task task, RunTimes.Future drawn) {
    if (task.told()) {
      return Math.max(1, task.toldLeft(now));
    }
    String queue = task.queue().name();
    long[] all =
        rests.computeIfAbsent(
            task.id(), it -> runTimes.rests(queue, task.cards(), task.attained(now)));
    return drawn.draw(queue, task.cards(), all);
  }
}
