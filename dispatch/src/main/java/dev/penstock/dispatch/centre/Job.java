package dev.penstock.dispatch.centre;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workload on its way. */
final class Job {
  /** Within a queue: by priority, then by the policy's order, then who came first. */
  static final Comparator<Job> ORDER = Job::compare;

  /** By how long they have waited. */
  static final Comparator<Job> LONGEST_WAITING =
      Comparator.<Job>comparingLong(it -> it.since).thenComparing(it -> it.work.id());

  private final Workload work;
  private final Branch leaf;
  private final Kind kind;
  private final long[] need;
  private final Set<UUID> missing = new HashSet<>();
  private final TreeSet<Integer> again = new TreeSet<>();
  private final Set<Run> runs = new LinkedHashSet<>();
  private int next;
  private int running;
  private long key;
  private long since;
  private long refusedUntil;
  private boolean failed;
  private boolean withdrawn;
  @Nullable Line line;

  /** What held it in the last cycle that looked at it; null when none did. */
  @Nullable Reason reason;

  Job(Workload work, Branch leaf, Kind kind, long[] need) {
    this.work = work;
    this.leaf = leaf;
    this.kind = kind;
    this.need = need;
    this.since = work.submitted();
  }

  private static int compare(Job one, Job other) {
    int byPriority = Integer.compare(other.work.priority(), one.work.priority());
    if (byPriority != 0) {
      return byPriority;
    }
    int byKey = Long.compare(one.key, other.key);
    if (byKey != 0) {
      return byKey;
    }
    int byCame = Long.compare(one.work.submitted(), other.work.submitted());
    return byCame != 0 ? byCame : one.work.id().compareTo(other.work.id());
  }

  Workload work() {
    return work;
  }

  /** How long a task runs at most. */
  long length() {
    Long wall = work.wallTime();
    return wall == null ? Long.MAX_VALUE : wall;
  }

  UUID id() {
    return work.id();
  }

  Branch leaf() {
    return leaf;
  }

  Kind kind() {
    return kind;
  }

  /** What the fewest ranks of a task need. */
  long[] need() {
    return need;
  }

  Set<UUID> missing() {
    return missing;
  }

  /** Whether what compute costs has a say in when it starts. */
  boolean waitsForPrice() {
    return work.wishes().cheapest() || work.wishes().priceCeiling() < Double.POSITIVE_INFINITY;
  }

  /** Whether a task waits and may start beside those that run. */
  boolean hasTask() {
    return !withdrawn && running < work.atOnce() && (next < work.tasks() || !again.isEmpty());
  }

  boolean finished() {
    return running == 0 && (withdrawn || (next >= work.tasks() && again.isEmpty()));
  }

  int waitingTasks() {
    return withdrawn ? 0 : work.tasks() - next + again.size();
  }

  int running() {
    return running;
  }

  /** The next task to start. */
  int takeTask() {
    running++;
    Integer first = again.pollFirst();
    return first == null ? next++ : first;
  }

  /** A task that was started elsewhere before; those before it have been, too. */
  void adopt(int index) {
    running++;
    if (!again.remove(index)) {
      while (next < index) {
        again.add(next++);
      }
      next = Math.max(next, index + 1);
    }
  }

  void taskEnded() {
    running--;
  }

  /** The task waits again. */
  void taskBack(int index) {
    running--;
    again.add(index);
  }

  /** Tasks before the next one had a place before the kernel was there; some of them wait again. */
  void skip(int first, Collection<Integer> waitingAgain) {
    next = Math.max(next, first);
    again.addAll(waitingAgain);
  }

  int next() {
    return next;
  }

  Set<Integer> again() {
    return again;
  }

  /** What of it runs. */
  Set<Run> runs() {
    return runs;
  }

  /** The same state, but for what runs. */
  void copyFrom(Job other) {
    next = other.next;
    again.addAll(other.again);
    missing.clear();
    missing.addAll(other.missing);
    since = other.since;
    refusedUntil = other.refusedUntil;
    failed = other.failed;
    withdrawn = other.withdrawn;
  }

  void failed() {
    failed = true;
  }

  boolean hasDoneWell() {
    return !failed && !withdrawn;
  }

  void withdraw() {
    withdrawn = true;
  }

  void key(long value) {
    key = value;
  }

  /** Since when it could run, but for those before it. */
  long since() {
    return since;
  }

  void since(long at) {
    since = at;
  }

  long refusedUntil() {
    return refusedUntil;
  }

  void refusedUntil(long until) {
    refusedUntil = until;
  }
}
