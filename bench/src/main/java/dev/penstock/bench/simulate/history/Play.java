package dev.penstock.bench.simulate.history;

import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.TaskId;
import java.util.Comparator;
import java.util.List;

/** A task on its way through a replay. */
final class Play {
  final Past.Item item;
  final int index;

  /** What it has to do in all; 0 where nobody knows, as it never ran. Milliseconds. */
  final long all;

  long left;
  long startedAt;
  int turn;
  boolean running;
  int stops;
  int interruptions;
  List<Past.Slot> slots = List.of();

  Play(Past.Item item, int index, long work) {
    this.item = item;
    this.index = index;
    this.all = work;
    this.left = work;
  }

  /** An end to come, if nothing comes between: then its turn is another. */
  record End(long time, TaskId task, int turn) {
    static final Comparator<End> ORDER =
        Comparator.comparingLong(End::time)
            .thenComparing(it -> it.task.workload())
            .thenComparingInt(it -> it.task.index());
  }

  TaskId id() {
    return new TaskId(item.id(), index);
  }

  Past.Task task() {
    return item.tasks().get(index);
  }

  /** What one rank holds, for sums of lost work. */
  long amount() {
    Demand demand = item.work().roles().getFirst().demand();
    return demand.cards() > 0 ? (long) demand.cards() * demand.cardMilli() : demand.milliCores();
  }

  /** Thousandths that it holds of each of its cards. */
  int cardMilli() {
    return item.work().roles().getFirst().demand().cardMilli();
  }

  void start(long now, List<Past.Slot> on) {
    startedAt = now;
    running = true;
    slots = on;
    turn++;
  }

  End end(long at) {
    return new End(at, id(), turn);
  }

  /** It waits again, with what it did since its last checkpoint to be done again; that time. */
  long stop(long now, long checkpoint) {
    running = false;
    turn++;
    if (all == 0) {
      return 0;
    }
    long done = Math.max(0, all - left + now - startedAt);
    long again = Math.min(done, done % checkpoint);
    left = Math.max(1, all - (done - again));
    return again;
  }
}
