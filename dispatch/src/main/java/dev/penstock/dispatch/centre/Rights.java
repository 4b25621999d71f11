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
    for (int i = 0; i < need.length; i++) {
      if (need[i] > 0) {
        long before = kept(i, job.leaf(), 0);
        long after = kept(i, job.leaf(), need[i]);
        long total = Resources.at(capacity.total(), i);
        if (after > before && after > total) {
          return new Reason.Guaranteed(resources.nameOf(i), Math.max(0, total - before), need[i]);
        }
      }
    }
    return null;
  }

  private long kept(int resource, Branch leaf, long more) {
    long kept = 0;
    for (Branch branch : branches) {
      kept += branch.parent == null ? kept(branch, resource, leaf, more) : 0;
    }
    return kept;
  }

  private static long kept(Branch branch, int resource, Branch leaf, long more) {
    long fixed = branch.fixed(resource) + (branch == leaf ? more : 0);
    for (Branch child : branch.children()) {
      fixed += kept(child, resource, leaf, more) - child.fixed(resource);
    }
    return Math.max(branch.guaranteed(resource), fixed);
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
