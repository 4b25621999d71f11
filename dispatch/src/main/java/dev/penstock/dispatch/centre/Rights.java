package dev.penstock.dispatch.centre;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a start keeps to the limits of the queues, and to what is guaranteed to others. */
final class Rights {
  private final Resources resources;
  private final Collection<Branch> branches;

  /**
   * The rights of these queues.
   *
   * @param branches a live view of all
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
      long[] one = resources.vector(role.demand(), 1);
      boolean more = role.wish() > role.least();
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
    String user = job.work().user();
    for (Branch at = job.leaf(); at != null; at = at.parent) {
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
    }
    return job.work().preemptible() ? null : lendable(job, need, capacity);
  }

  /**
   * What can't be taken back may not eat into the guarantees of others: at each level the larger of
   * guarantee and such use, summed up, must not pass what there is.
   */
  private @Nullable Reason lendable(Job job, long[] need, Capacity capacity) {
    Branch top = job.leaf();
    while (top.parent != null) {
      top = top.parent;
    }
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0 && top.fixed(i) + need[i] > top.guaranteed(i)) {
        long free = Resources.at(capacity.total(), i) - top.fixed(i) - keptForOthers(top, i);
        if (need[i] > free) {
          return new Reason.Guaranteed(resources.nameOf(i), Math.max(0, free), need[i]);
        }
      }
    }
    return null;
  }

  private long keptForOthers(Branch top, int resource) {
    long kept = 0;
    for (Branch other : branches) {
      if (other.parent == null && other != top) {
        kept += Math.max(other.guaranteed(resource), other.fixed(resource));
      }
    }
    return kept;
  }

  /** Whether a start keeps this queue within its guarantee. */
  static boolean entitled(Branch branch, long[] need) {
    boolean guaranteed = false;
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0 && branch.guaranteed(i) > 0) {
        guaranteed = true;
        if (branch.used(i) + need[i] > branch.guaranteed(i)) {
          return false;
        }
      }
    }
    return guaranteed;
  }
}
