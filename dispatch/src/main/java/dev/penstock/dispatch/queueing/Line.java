package dev.penstock.dispatch.queueing;

import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** Those of one queue that wait for the same number of cards: if one finds no room, none does. */
final class Line {
  static final Comparator<Task> ORDER =
      Comparator.<Task>comparingLong(Task::key)
          .thenComparingLong(Task::submitted)
          .thenComparingLong(Task::id);

  private final Share queue;
  private final int cards;
  private final TreeSet<Task> tasks = new TreeSet<>(ORDER);

  Line(Share queue, int cards) {
    this.queue = queue;
    this.cards = cards;
  }

  Share queue() {
    return queue;
  }

  int cards() {
    return cards;
  }

  void add(Task task) {
    tasks.add(task);
  }

  void remove(Task task) {
    tasks.remove(task);
  }

  /** Those that wait, in order. */
  Set<Task> tasks() {
    return Collections.unmodifiableSet(tasks);
  }

  int size() {
    return tasks.size();
  }

  Task head() {
    return tasks.first();
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }
}
