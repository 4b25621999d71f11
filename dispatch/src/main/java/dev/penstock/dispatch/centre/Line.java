package dev.penstock.dispatch.centre;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Those of one queue that need the same: if one of them finds no room, none does. */
final class Line {
  /** By who stands first. */
  static final Comparator<Line> NEXT = Comparator.comparing(line -> line.head, Job.ORDER);

  final TreeSet<Job> jobs = new TreeSet<>(Job.ORDER);

  /** Who was first when the line was opened; it must not change while the line is in a set. */
  Job head;

  Line(Job first) {
    this.head = first;
  }

  /**
   * What those of a line have in common.
   *
   * @param user whose they are, where limits by user hold
   */
  record Key(Kind kind, @Nullable String user) {}

  static Key key(Job job) {
    return new Key(job.kind(), job.leaf().limitsUsers() ? job.work().user() : null);
  }

  /** Puts the first one at the head. */
  boolean open() {
    if (jobs.isEmpty()) {
      return false;
    }
    head = jobs.first();
    return true;
  }

  /** Puts the one after the head at the head; false where there is none. */
  boolean advance() {
    Job next = jobs.higher(head);
    if (next != null) {
      head = next;
    }
    return next != null;
  }
}
