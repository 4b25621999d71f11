package dev.penstock.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.TaskScheduler;

/**
 * Runs a piece of work soon after it is asked for. However often it is asked for in the meantime,
 * it runs once; what is asked for while it runs makes it run again.
 */
public final class Wake {
  private final TaskScheduler scheduler;
  private final Duration gap;
  private final Runnable work;
  private final AtomicBoolean pending = new AtomicBoolean();

  /**
   * Not yet awake.
   *
   * @param gap how long to gather further calls before the work runs
   * @param work may run on several threads at once, so it takes its own lock
   */
  public Wake(TaskScheduler scheduler, Duration gap, Runnable work) {
    this.scheduler = scheduler;
    this.gap = gap;
    this.work = work;
  }

  /** Returns at once, and never fails: the work's own schedule catches up with what is missed. */
  public void soon() {
    if (pending.compareAndSet(false, true)) {
      try {
        var _ = scheduler.schedule(this::run, scheduler.getClock().instant().plus(gap));
      } catch (TaskRejectedException stopping) {
        pending.set(false);
      }
    }
  }

  private void run() {
    pending.set(false);
    work.run();
  }
}
