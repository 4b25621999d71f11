package dev.penstock.dispatch.centre;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a start keeps to the limits of the queues, and to what is guaranteed to others. */
final class Rights {
  private final Resources resources;
  private final Collection<Branch> branches;

  /**
   * What each queue and those below it use that can't be taken back, or have guaranteed where that
   * is more; empty before somebody asks.
   */
  private final Map<Branch, long[]> fixed = new HashMap<>();

  /** What is to be kept for all queues together. */
  private long[] kept = {};

  private @Nullable Boolean guarantees;

  /**
   * The rights of these queues.
   *
   * @param branches all queues
   */
  Rights(Resources resources, Collection<Branch> branches) {
    this.resources = resources;
    this.branches = branches;
  }

  /** The first limit that a start would break; null for none. */
  @Nullable Reason limit(Job job, Capacity capacity) {
    return limit(job, job.need(), capacity);
  }

  /**
   * How many ranks of each role may start, the wish at most, where the limits leave room for the
   * least.
   */
  int[] ranks(Job job, Capacity capacity) {
    List<Role> roles = job.work().roles();
    int[] ranks = new int[roles.size()];
    long[] need = job.need();
    for (int at = 0; at < ranks.length; at++) {
      Role role = roles.get(at);
      ranks[at] = role.least();
      boolean more = role.wish() > role.least();
      long[] one = more ? resources.vector(role.demand(), 1) : need;
      while (more && ranks[at] < role.wish()) {
        long[] next = Resources.add(need.clone(), one, 1);
        more = limit(job, next, capacity) == null;
        if (more) {
          need = next;
          ranks[at]++;
        }
      }
    }
    return ranks;
  }

  private @Nullable Reason limit(Job job, long[] need, Capacity capacity) {
    for (Branch at = job.leaf(); at != null; at = at.parent) {
      Reason limit = at.limits() ? limit(job, need, at) : null;
      if (limit != null) {
        return limit;
      }
    }
    return job.work().preemptible() || !guarantees() ? null : lendable(job, need, capacity);
  }

  private @Nullable Reason limit(Job job, long[] need, Branch at) {
    String user = job.work().user();
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0 && need[i] > at.limit(i) - at.used(i)) {
        return new Reason.Limit(
            at.name, null, resources.nameOf(i), at.used(i), at.limit(i), need[i]);
      }
      if (need[i] > 0 && need[i] > at.userLimit(i) - at.usedBy(user, i)) {
        return new Reason.Limit(
            at.name, user, resources.nameOf(i), at.usedBy(user, i), at.userLimit(i), need[i]);
      }
    }
    return null;
  }

  /** Whether anything is guaranteed to anybody. */
  private boolean guarantees() {
    if (guarantees == null) {
      guarantees = branches.stream().anyMatch(it -> !it.queue().guaranteed().equals(Amounts.NONE));
    }
    return guarantees;
  }

  /**
   * What can't be taken back may not eat into the guarantees of others: at each level the larger of
   * guarantee and such use, summed up, must not pass what there is.
   */
  private @Nullable Reason lendable(Job job, long[] need, Capacity capacity) {
    countFixed();
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0) {
        long free = Resources.at(capacity.total(), i) - Resources.at(kept, i);
        long more = grow(job.leaf(), i, need[i], false);
        if (more > 0 && more > free) {
          return new Reason.Guaranteed(resources.nameOf(i), Math.max(0, free), need[i]);
        }
      }
    }
    return null;
  }

  /**
   * By how much what is to be kept for all grows with such use of one queue.
   *
   * @param note whether it is used from now on
   */
  private long grow(Branch leaf, int resource, long use, boolean note) {
    long more = use;
    for (Branch at = leaf; at != null && more > 0; at = at.parent) {
      long[] own = Objects.requireNonNull(fixed.get(at));
      long before = own[resource];
      if (note) {
        own[resource] = before + more;
      }
      long right = at.guaranteed(resource);
      more = Math.max(right, before + more) - Math.max(right, before);
    }
    return more;
  }

  private void countFixed() {
    if (fixed.isEmpty()) {
      kept = new long[resources.size()];
      for (Branch branch : branches) {
        for (int i = 0; i < kept.length && branch.parent == null; i++) {
          kept[i] += countFixed(branch, i);
        }
      }
    }
  }

  private long countFixed(Branch branch, int resource) {
    long sum = branch.fixed(resource);
    for (Branch child : branch.children()) {
      sum += countFixed(child, resource) - child.fixed(resource);
    }
    fixed.computeIfAbsent(branch, it -> new long[kept.length])[resource] = sum;
    return Math.max(branch.guaranteed(resource), sum);
  }

  /** Takes a start into account. */
  void started(Job job, long[] holds) {
    if (!job.work().preemptible() && !fixed.isEmpty()) {
      for (int i = 0; i < holds.length; i++) {
        kept[i] += grow(job.leaf(), i, holds[i], true);
      }
    }
  }

  /**
   * Whether a start keeps this queue within its guarantee; who needs cards has to be guaranteed
   * such cards.
   *
   * @param coming what it will use beside, as room is being made for it
   */
  static boolean entitled(Branch branch, long[] need, long[] coming) {
    boolean guaranteed = false;
    boolean cards = false;
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0) {
        long right = branch.guaranteed(i);
        boolean card = i > Resources.MEMORY;
        if (right == 0 ? card : branch.used(i) + Resources.at(coming, i) + need[i] > right) {
          return false;
        }
        cards |= card;
        guaranteed |= right > 0;
      }
    }
    return cards || guaranteed;
  }
}
