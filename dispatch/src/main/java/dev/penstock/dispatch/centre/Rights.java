package dev.penstock.dispatch.centre;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whether a start keeps to the limits of the queues, and to what is guaranteed to others. */
final class Rights {
  private final Resources resources;
  private final Collection<Branch> branches;
  private long @Nullable [] kept;
  private @Nullable Boolean guarantees;

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
    for (Branch at = job.leaf(); at != null; at = at.parent) {
      Reason limit = at.limits() ? limit(job, at) : null;
      if (limit != null) {
        return limit;
      }
    }
    return job.work().preemptible() || !guarantees() ? null : lendable(job, capacity);
  }

  private @Nullable Reason limit(Job job, Branch at) {
    long[] need = job.need();
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
  private @Nullable Reason lendable(Job job, Capacity capacity) {
    Branch top = job.leaf();
    while (top.parent != null) {
      top = top.parent;
    }
    long[] need = job.need();
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
    long[] sums = kept;
    if (sums == null) {
      sums = keptForAll();
      kept = sums;
    }
    return sums[resource] - keptFor(top, resource);
  }

  private long[] keptForAll() {
    long[] sums = new long[resources.size()];
    for (Branch branch : branches) {
      for (int i = 0; i < sums.length && branch.parent == null; i++) {
        sums[i] += keptFor(branch, i);
      }
    }
    return sums;
  }

  private static long keptFor(Branch top, int resource) {
    return Math.max(top.guaranteed(resource), top.fixed(resource));
  }

  /** What can't be taken back has changed. */
  void changed() {
    kept = null;
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
