package dev.penstock.dispatch.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Backfill.Easy}; {@link Backfill.None} is the same without going on behind. */
final class EasyPlanner implements Planner {
  private static final Comparator<Waiting> SHORTEST =
      Comparator.comparingDouble((Waiting it) -> it.prediction.seconds())
          .thenComparingLong(it -> it.turn);

  private final Backfill.Easy rule;
  private final long lateAfter;
  private final boolean goesOnBehind;

  EasyPlanner(Backfill.Easy rule, long lateAfter, boolean goesOnBehind) {
    this.rule = rule;
    this.lateAfter = lateAfter;
    this.goesOnBehind = goesOnBehind;
  }

  @Override
  public List<Waiting> starts(long now, Machine machine, List<Waiting> queue) {
    Profile profile = machine.profile(now);
    Waiting late = late(now, profile, queue);
    List<Waiting> order = queue;
    if (late != null) {
      order = new ArrayList<>(queue);
      order.remove(late);
      order.addFirst(late);
    }
    int reservations = late == null ? rule.reservations() : rule.whenLate();
    double trust = late == null ? rule.trust() : Double.POSITIVE_INFINITY;
    List<Waiting> starts = new ArrayList<>();
    int reserved = 0;
    int next = 0;
    while (next < order.size() && reserved < reservations) {
      Waiting it = order.get(next++);
      if (!start(now, profile, it, trust, starts)) {
        reserve(now, profile, it.job);
        reserved++;
      }
    }
    if (goesOnBehind) {
      fill(now, profile, order.subList(next, order.size()), trust, starts);
    }
    return starts;
  }

  private void fill(
      long now, Profile profile, List<Waiting> behind, double trust, List<Waiting> starts) {
    List<Waiting> order = behind;
    if (rule.shortestFirst()) {
      order = new ArrayList<>(behind);
      order.sort(SHORTEST);
    }
    for (Waiting it : order) {
      if (profile.free(now) == 0) {
        return;
      }
      start(now, profile, it, trust, starts);
    }
  }

  private static void reserve(long now, Profile profile, Job job) {
    long start = profile.earliest(now, job.processors(), job.requested());
    if (start == Long.MAX_VALUE) {
      return; // wider than what is left while processors are lost
    }
    profile.take(start, start + job.requested(), job.processors());
  }

  private static boolean start(
      long now, Profile profile, Waiting it, double trust, List<Waiting> starts) {
    Job job = it.job;
    if (profile.free(now) < job.processors()
        || !profile.holds(now, job.processors(), expected(it, trust))) {
      return false;
    }
    profile.take(now, now + job.requested(), job.processors());
    starts.add(it);
    return true;
  }

  private static long expected(Waiting it, double trust) {
    double seconds = Math.ceil(trust * it.prediction.seconds());
    return seconds < it.job.requested() ? (long) seconds : it.job.requested();
  }

  /** The late job that has waited longest. */
  private @Nullable Waiting late(long now, Profile profile, List<Waiting> queue) {
    if (lateAfter == Long.MAX_VALUE) {
      return null;
    }
    Waiting oldest = null;
    for (Waiting it : queue) {
      if (oldest == null || it.turn < oldest.turn) {
        long start = profile.earliest(now, it.job.processors(), 1);
        if (start < Long.MAX_VALUE && start - it.submitted > lateAfter) {
          oldest = it;
        }
      }
    }
    return oldest;
  }
}
