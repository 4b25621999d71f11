package dev.penstock.dispatch.centre;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Those of one queue that need the same: if one of them finds no room, none does. */
final class Line {
  /** By who stands first. */
  static final Comparator<Line> NEXT = Comparator.comparing(line -> line.head, Job.ORDER);

  private final TreeSet<Job> jobs = new TreeSet<>(Job.ORDER);
  private long shortest = Long.MAX_VALUE;
  private boolean shortestKnown = true;

  /** Who is first; it changes only while the line is in no set. */
  Job head;

  /** It stays, whatever becomes of the limits by user. */
  final Key key;

  Line(Job first) {
    this.head = first;
    this.key = key(first);
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

  /** The next one behind that may fit where the one before it did not; null for none. */
  @Nullable Job after(Job job, Predicate<Job> mayFit) {
    for (Job next = jobs.higher(job); next != null; next = jobs.higher(next)) {
      if (mayFit.test(next)) {
        return next;
      }
    }
    return null;
  }

  void add(Job job) {
    jobs.add(job);
    shortest = Math.min(shortest, job.length());
  }

  void remove(Job job) {
    jobs.remove(job);
    shortestKnown &= job.length() > shortest;
  }

  /** Puts the first one at the head. */
  void align() {
    head = jobs.first();
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  Job first() {
    return jobs.first();
  }

  int size() {
    return jobs.size();
  }

  /** How many come before the job. */
  int before(Job job) {
    return jobs.headSet(job).size();
  }

  /** How long the shortest runs. */
  long shortest() {
    if (!shortestKnown) {
      shortest = jobs.stream().mapToLong(Job::length).min().orElse(Long.MAX_VALUE);
      shortestKnown = true;
    }
    return shortest;
  }
}
