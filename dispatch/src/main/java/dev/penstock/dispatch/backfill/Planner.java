package dev.penstock.dispatch.backfill;

import java.util.List;

/** Chooses whom to start. */
interface Planner {
  /** One for a machine of so many processors. */
  static Planner of(Policy policy, int processors) {
    long urgentAfter = policy.order().urgentAfter();
    return switch (policy.backfill()) {
      case Backfill.None none -> new EasyPlanner(new Backfill.Easy(false), urgentAfter, false);
      case Backfill.Easy easy -> new EasyPlanner(easy, urgentAfter, true);
      case Backfill.Conservative conservative -> new ConservativePlanner(processors);
    };
  }

  /** A job has been handed in. */
  default void submitted(long now, Waiting job) {}

  /** A waiting job has been withdrawn. */
  default void withdrawn(long now, Waiting job) {}

  /** A job has ended. */
  default void ended(long now, Machine.Running job) {}

  /** Whom to start now, in the order of {@code queue}'s choice; there is room for all of them. */
  List<Waiting> starts(long now, Machine machine, List<Waiting> queue);
}
