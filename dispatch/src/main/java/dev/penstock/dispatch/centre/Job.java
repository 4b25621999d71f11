package dev.penstock.dispatch.centre;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workload on its way. */
final class Job {
  /** Within a queue: by priority, then by the policy's order, then who came first. */
  static final Comparator<Job> ORDER =
      Comparator.<Job>comparingInt(it -> -it.work.priority())
          .thenComparingLong(it -> it.key)
          .thenComparingLong(it -> it.work.submitted())
          .thenComparing(it -> it.work.id());

  /** By how long they have waited. */
  static final Comparator<Job> LONGEST_WAITING =
      Comparator.<Job>comparingLong(it -> it.since).thenComparing(it -> it.work.id());

  private final Workload work;
  private final Branch leaf;
  private final Kind kind;
  private final long[] need;
  private final Set<UUID> missing = new HashSet<>();
  private final TreeSet<Integer> again = new TreeSet<>();
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

  Workload work() {
    return work;
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

  /** Tasks that had ended before the kernel was there: the first that do not run. */
  void skip(int ended) {
    for (int i = 0; i < ended; i++) {
      if (again.pollFirst() == null) {
        next++;
      }
    }
  }

  /** A task that had ended before the kernel was there. */
  void skipTask(int index) {
    while (next <= index) {
      again.add(next++);
    }
    again.remove(index);
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
