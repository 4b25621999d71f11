package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A queue at work: its rights, what it uses, and what waits in it. */
final class Branch {
  /** Who is served next: first who is below its guarantee, then who has the smallest share. */
  static final Comparator<Branch> NEXT =
      Comparator.<Branch>comparingDouble(it -> it.claim)
          .thenComparingDouble(it -> it.share)
          .thenComparing(it -> it.name);

  private static final long[] NOTHING = {};

  final String name;
  final @Nullable Branch parent;
  private final Map<Line.Key, Line> lines = new HashMap<>();
  private final TreeSet<Line> ordered = new TreeSet<>(Line.NEXT);
  final TreeSet<Branch> openBranches = new TreeSet<>(NEXT);
  private final Map<String, long[]> byUser = new HashMap<>();
  private final List<Branch> children = new ArrayList<>();
  private Queue queue;
  private long[] guaranteed;
  private long[] limit;
  private long[] userLimit;
  private boolean limitsUsers;
  private boolean limited;

  /** Behind whom this round goes on here; null before its first look. */
  @Nullable Job lookedAt;

  /** Those behind the head of their line that this round is to look at. */
  final TreeSet<Job> beyond = new TreeSet<>(Job.ORDER);

  private long[] used = NOTHING;
  private long[] fixed = NOTHING;
  private long[] leaving = NOTHING;
  private double past;
  private long pastAt;
  private double claim;
  private double share;

  Branch(Queue queue, @Nullable Branch parent, Resources resources) {
    this.name = queue.name();
    this.parent = parent;
    this.queue = queue;
    this.guaranteed = resources.vector(queue.guaranteed(), 0);
    this.limit = resources.vector(queue.limit(), Long.MAX_VALUE);
    this.userLimit = resources.vector(queue.userLimit(), Long.MAX_VALUE);
    set(queue, resources);
    if (parent != null) {
      parent.children.add(this);
    }
  }

  final void set(Queue now, Resources resources) {
    queue = now;
    guaranteed = resources.vector(now.guaranteed(), 0);
    limit = resources.vector(now.limit(), Long.MAX_VALUE);
    userLimit = resources.vector(now.userLimit(), Long.MAX_VALUE);
    limited = !now.limit().equals(Amounts.UNBOUNDED);
    limitsUsers = !now.userLimit().equals(Amounts.UNBOUNDED);
  }

  /** Puts a job in its line. */
  Line enter(Job job) {
    Line line = lines.computeIfAbsent(Line.key(job), it -> new Line(job));
    boolean first = line.isEmpty() || Job.ORDER.compare(job, line.head) < 0;
    if (first) {
      ordered.remove(line);
    }
    line.add(job);
    if (first) {
      line.align();
      ordered.add(line);
    }
    return line;
  }

  void leave(Job job, Line line) {
    boolean first = line.head == job;
    if (first) {
      ordered.remove(line);
    }
    line.remove(job);
    if (line.isEmpty()) {
      lines.remove(line.key);
    } else if (first) {
      line.align();
      ordered.add(line);
    }
  }

  boolean hasWaiting() {
    return !ordered.isEmpty();
  }

  /** Who is to be looked at next; null for none. */
  @Nullable Job next() {
    Line line = lineAfter(lookedAt);
    Job head = line == null ? null : line.head;
    if (beyond.isEmpty()) {
      return head;
    }
    Job behind = beyond.first();
    return head == null || Job.ORDER.compare(behind, head) < 0 ? behind : head;
  }

  /** The line that comes next behind the one with this head; the first for null, null for none. */
  private @Nullable Line lineAfter(@Nullable Job head) {
    if (head == null) {
      return ordered.isEmpty() ? null : ordered.first();
    }
    return ordered.higher(new Line(head));
  }

  Queue queue() {
    return queue;
  }

  List<Branch> children() {
    return children;
  }

  /** Whether limits by user hold here or above, so that users wait in lines of their own. */
  boolean limitsUsers() {
    return limitsUsers || (parent != null && parent.limitsUsers());
  }

  /** Whether it has a limit of any kind. */
  boolean limits() {
    return limited || limitsUsers;
  }

  boolean isWithin(Branch other) {
    return this == other || (parent != null && parent.isWithin(other));
  }

  long used(int resource) {
    return Resources.at(used, resource);
  }

  long guaranteed(int resource) {
    return Resources.at(guaranteed, resource);
  }

  /** What cannot be taken back. */
  long fixed(int resource) {
    return Resources.at(fixed, resource);
  }

  long limit(int resource) {
    return resource < limit.length ? limit[resource] : Long.MAX_VALUE;
  }

  long userLimit(int resource) {
    return resource < userLimit.length ? userLimit[resource] : Long.MAX_VALUE;
  }

  long usedBy(String user, int resource) {
    return Resources.at(byUser.getOrDefault(user, NOTHING), resource);
  }

  /** Takes what a start or an end changes into account, here and above. */
  void use(long[] amounts, int times, Job job, Capacity capacity, long now) {
    for (Branch at = this; at != null; at = at.parent) {
      at.age(capacity, now);
      at.used = Resources.add(copy(at.used), amounts, times);
      if (!job.work().preemptible()) {
        at.fixed = Resources.add(copy(at.fixed), amounts, times);
      }
      if (at.limitsUsers) {
        at.byUser.merge(
            job.work().user(), Resources.add(new long[0], amounts, times), Branch::sumOrNull);
      }
    }
  }

  /** What is being stopped, but still there. */
  long leaving(int resource) {
    return Resources.at(leaving, resource);
  }

  /** Takes a stop, or the end of what was stopped, into account, here and above. */
  void leave(long[] amounts, int times) {
    for (Branch at = this; at != null; at = at.parent) {
      at.leaving = Resources.add(copy(at.leaving), amounts, times);
    }
  }

  /** Reckons anew what each user holds. */
  void countUsers(Collection<Run> runs) {
    byUser.clear();
    if (limitsUsers) {
      for (Run run : runs) {
        if (run.job().leaf().isWithin(this)) {
          byUser.merge(run.job().work().user(), run.holds().clone(), Branch::sumOrNull);
        }
      }
    }
  }

  private static long @Nullable [] sumOrNull(long[] one, long[] more) {
    long[] sum = Resources.add(copy(one), more, 1);
    return Arrays.stream(sum).allMatch(it -> it == 0) ? null : sum;
  }

  private static long[] copy(long[] vector) {
    return vector.length == 0 ? vector : Arrays.copyOf(vector, vector.length);
  }

  /** Brings the decayed usage up to the present: its weight halves with each half-life. */
  private void age(Capacity capacity, long now) {
    long passed = now - pastAt;
    if (passed > 0 && capacity.halfLife() > 0) {
      double kept = Math.exp(-passed * Math.log(2) / capacity.halfLife());
      past = past * kept + capacity.dominant(used) * (1 - kept);
    }
    pastAt = now;
  }

  /** Judges anew when it is its turn. */
  void rank(Capacity capacity, long now) {
    age(capacity, now);
    double worst = 1;
    for (int i = 0; i < guaranteed.length; i++) {
      if (guaranteed[i] > 0) {
        worst = Math.min(worst, (double) used(i) / guaranteed[i]);
      }
    }
    claim = worst;
    share = (capacity.dominant(used) + past) / queue.weight();
  }

  void copyPast(Branch copy) {
    copy.past = past;
    copy.pastAt = pastAt;
  }

  /** The dominant share that is used now, 0 to 1. */
  double dominant(Capacity capacity) {
    return capacity.dominant(used);
  }

  Amounts usage(Resources resources) {
    return resources.amounts(used);
  }
}
