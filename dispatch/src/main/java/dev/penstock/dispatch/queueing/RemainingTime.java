package dev.penstock.dispatch.queueing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Shortest remaining time first (SRTF), preemptive, told the durations: the shortest rests that
 * together need no more cards than there are now run, whatever ran before. A running job that would
 * not be among them is evicted; one that is among them but finds its node in pieces waits. (As in
 * the simulator of the Lucid paper, ASPLOS 2023, section 5.)
 */
record RemainingTime() implements Step {
  @Override
  public void apply(Cycle cycle) {
    Cluster cluster = cycle.cluster();
    List<Task> all = new ArrayList<>();
    cluster.waiting().forEach(line -> all.addAll(line.tasks()));
    if (all.isEmpty()) {
      return;
    }
    all.addAll(cluster.running());
    all.sort(
        Comparator.<Task>comparingLong(it -> it.toldLeft(cycle.now()))
            .thenComparingLong(Task::submitted)
            .thenComparingLong(Task::id));
    int left = cluster.cards().available();
    List<Task> chosen = new ArrayList<>();
    List<Task> beaten = new ArrayList<>();
    for (Task task : all) {
      if (task.cards() <= left) {
        left -= task.cards();
        if (!task.running()) {
          chosen.add(task);
        }
      } else if (task.running()) {
        beaten.add(task);
      }
    }
    beaten.forEach(cycle::evict);
    chosen.forEach(cycle::start);
  }
}
