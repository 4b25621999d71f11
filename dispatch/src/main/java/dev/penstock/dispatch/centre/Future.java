package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Plays a kernel forward on run times that are drawn. */
final class Future {
  /** How long a task goes on that has run so long. */
  interface Draw {
    long rest(TaskId task, long attained);
  }

  /** Looks on. */
  interface Watcher {
    /** Nothing changes from the one time to the other. */
    default void passes(long from, long to) {}

    /** It starts. */
    void starts(long at, Cycle.Start start);

    /** Whether all has been seen. */
    boolean done();
  }

  private record End(long at, TaskId task) {
    static final Comparator<End> ORDER =
        Comparator.comparingLong(End::at)
            .thenComparing(it -> it.task.workload())
            .thenComparingInt(it -> it.task.index());
  }

  private Future() {}

  /**
   * Plays it.
   *
   * @param kernel a copy of its own, which is changed
   * @param events the most instants that are looked at
   * @param horizon in milliseconds from now; nothing is looked at behind it
   */
  static void play(Kernel kernel, long now, Draw draw, int events, long horizon, Watcher watcher) {
    PriorityQueue<End> ends = new PriorityQueue<>(End.ORDER);
    for (TaskId task : kernel.tasks()) {
      long attained = Math.max(0, now - kernel.startedAt(task));
      ends.add(new End(now + draw.rest(task, attained), task));
    }
    long at = now;
    for (int event = 0; event < events && !watcher.done(); event++) {
      Cycle cycle = kernel.decide(at);
      for (Cycle.Start start : cycle.starts()) {
        watcher.starts(at, start);
        ends.add(new End(at + draw.rest(start.task(), 0), start.task()));
      }
      List<TaskId> stopped = new ArrayList<>();
      for (Cycle.Preemption stop : cycle.preemptions()) {
        stopped.add(stop.task());
        kernel.ended(at, stop.task(), Kernel.End.AGAIN);
      }
      ends.removeIf(it -> stopped.contains(it.task));
      End next = ends.peek();
      long soon = stopped.isEmpty() ? Math.max(at, cycle.askAgainAt()) : at;
      long then = Math.min(next == null ? Long.MAX_VALUE : Math.max(at, next.at), soon);
      watcher.passes(at, Math.min(then, now + horizon));
      at = then;
      if (at == Long.MAX_VALUE || at - now > horizon) {
        return;
      }
      while (!ends.isEmpty() && ends.peek().at <= at) {
        kernel.ended(at, ends.remove().task, Kernel.End.OK);
      }
    }
  }
}
