package dev.penstock.dispatch.backfill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** See {@link Backfill.Easy}; {@link Backfill.None} is the same without going on behind. */
final class EasyPlanner implements Planner {
  private static final Comparator<Waiting> SHORTEST =
      Comparator.comparingDouble((Waiting it) -> it.prediction.seconds())
          .thenComparingLong(it -> it.turn);

  private final Backfill.Easy rule;
  private final long urgentAfter;
  private final boolean goesOnBehind;

  EasyPlanner(Backfill.Easy rule, long urgentAfter, boolean goesOnBehind) {
    this.rule = rule;
    this.urgentAfter = urgentAfter;
    this.goesOnBehind = goesOnBehind;
  }

  @Override
  public List<Waiting> starts(long now, Machine machine, List<Waiting> queue) {
    if (queue.isEmpty() || machine.free() == 0) {
      return List.of();
    }
    Profile profile = machine.profile(now);
    List<Waiting> urgent = urgent(now, profile, queue);
    List<Waiting> order = urgent.isEmpty() ? queue : urgentFirst(urgent, queue);
    int reservations = urgent.isEmpty() ? rule.reservations() : rule.whenUrgent();
    List<Waiting> starts = new ArrayList<>();
    int reserved = 0;
    int next = 0;
    while (next < order.size() && reserved < reservations) {
      Waiting it = order.get(next++);
      if (!start(now, profile, it, starts)) {
        long start = profile.earliest(now, it.job.processors(), it.job.requested());
        profile.take(start, start + it.job.requested(), it.job.processors());
        reserved++;
      }
    }
    if (goesOnBehind) {
      fill(now, profile, order.subList(next, order.size()), starts);
    }
    return starts;
  }

  private void fill(long now, Profile profile, List<Waiting> behind, List<Waiting> starts) {
    List<Waiting> order = behind;
    if (rule.shortestFirst()) {
      order = new ArrayList<>(behind);
      order.sort(SHORTEST);
    }
    for (Waiting it : order) {
      if (profile.free(now) == 0) {
        return;
      }
      start(now, profile, it, starts);
    }
  }

  private static boolean start(long now, Profile profile, Waiting it, List<Waiting> starts) {
    Job job = it.job;
    if (profile.free(now) < job.processors()
        || !profile.holds(now, job.processors(), job.requested())) {
      return false;
    }
    profile.take(now, now + job.requested(), job.processors());
    starts.add(it);
    return true;
  }

  private List<Waiting> urgent(long now, Profile profile, List<Waiting> queue) {
    if (urgentAfter == Long.MAX_VALUE) {
      return List.of();
    }
    List<Waiting> urgent = new ArrayList<>();
    for (Waiting it : queue) {
      if (profile.earliest(now, it.job.processors(), 1) - it.submitted > urgentAfter) {
        urgent.add(it);
      }
    }
    urgent.sort(Comparator.comparingLong(it -> it.turn));
    return urgent;
  }

  private static List<Waiting> urgentFirst(List<Waiting> urgent, List<Waiting> queue) {
    List<Waiting> order = new ArrayList<>(urgent);
    Set<Waiting> chosen = new HashSet<>(urgent);
    queue.stream().filter(it -> !chosen.contains(it)).forEach(order::add);
    return order;
  }
}
