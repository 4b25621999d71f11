package dev.penstock.bench.simulate.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a job or an array stands when it enters a replay: new, or half done where it came before.
 *
 * @param left the tasks that have not ended
 * @param next the first task that never had a place
 * @param again those before it that wait again
 * @param failed whether one of those that have ended did not end well
 * @param running the runs that go on, by task
 */
record Entry(
    Past past,
    Past.Item item,
    List<Integer> left,
    int next,
    Set<Integer> again,
    boolean failed,
    Map<Integer, Past.Attempt> running) {
  Entry {
    left = List.copyOf(left);
    again = Set.copyOf(again);
    running = Map.copyOf(running);
  }

  /**
   * As of the beginning of the history, or of its coming.
   *
   * @param nodes only what runs on the first so many nodes goes on there
   */
  static Entry of(Past past, Past.Item item, int nodes) {
    long from = past.from();
    List<Integer> left = new ArrayList<>();
    Set<Integer> again = new HashSet<>();
    Map<Integer, Past.Attempt> running = new HashMap<>();
    int next = 0;
    boolean failed = false;
    for (int index = 0; index < item.tasks().size(); index++) {
      Past.Task task = item.tasks().get(index);
      if (ended(task) <= from) {
        failed |= !task.ok();
        next = index + 1;
        continue;
      }
      left.add(index);
      Past.Attempt goesOn = task.at(from);
      int least = item.work().roles().getFirst().least();
      if (goesOn != null
          && goesOn.slots().size() >= least
          && goesOn.slots().stream().allMatch(it -> it.node() < nodes)) {
        running.put(index, goesOn);
        next = index + 1;
      } else if (task.attempts().stream().anyMatch(it -> it.placed() < from)) {
        again.add(index);
        next = index + 1;
      }
    }
    // tasks are placed in order, so that all before the last that was placed have been
    for (int index : left) {
      if (index < next && !running.containsKey(index)) {
        again.add(index);
      }
    }
    return new Entry(past, item, left, next, again, failed, running);
  }

  private static long ended(Past.Task task) {
    return task.attempts().isEmpty() ? task.ended() : task.attempts().getLast().ended();
  }

  /** What a task still has to do; 0 where nobody knows. */
  long work(int index) {
    return item.tasks().get(index).work(past.from());
  }
}
