package dev.penstock.dispatch.backfill;

import java.util.List;

/** Chooses whom to start. */
interface Planner {
  /** One for a machine of so many processors. */
  static Planner of(Policy policy, int processors) {
    long lateAfter = policy.order().lateAfter();
    return switch (policy.backfill()) {
      case Backfill.None none -> new EasyPlanner(new Backfill.Easy(false), lateAfter, false);
      case Backfill.Easy easy -> new EasyPlanner(easy, lateAfter, true);
      case Backfill.Conservative conservative -> new ConservativePlanner(processors);
    };
  }

  /** A job has been handed in. */
  default void submitted(long now, Waiting job) {}

  /** A waiting job has been withdrawn. */
  default void withdrawn(long now, Waiting job) {}

  /** A job has ended. */
  default void ended(long now, Machine.Running job) {}

  /** Processors have gone or come back; those that wait stand in the queue's order. */
  default void resized(long now, Machine machine, List<Waiting> queue) {}

  /** Whom of the queue to start now; there is room for all of them. Not asked when none is free. */
  List<Waiting> starts(long now, Machine machine, List<Waiting> queue);
}
