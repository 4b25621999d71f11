package dev.penstock.dispatch.queueing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One decision in the making: what the steps of a policy may see and do. */
final class Cycle {
  private final Cluster cluster;
  private final long now;
  private final Lost lost;
  private final Set<Long> evictions = new LinkedHashSet<>();
  private final Map<Long, Start> starts = new LinkedHashMap<>();
  private long askAgainAt = Decision.NEVER;

  Cycle(Cluster cluster, long now, Lost lost) {
    this.cluster = cluster;
    this.now = now;
    this.lost = lost;
  }

  long now() {
    return now;
  }

  Cluster cluster() {
    return cluster;
  }

  double remaining(Task task) {
    return cluster.predictor().remaining(task, now);
  }

  boolean start(Task task) {
    List<Slot> slots = cluster.start(now, task);
    if (slots == null) {
      return false;
    }
    starts.put(task.id(), new Start(task.id(), slots));
    return true;
  }

  /** Whether an eviction is worth thinking of: what has started just now is left alone. */
  boolean evictable(Task task) {
    return task.startedAt() < now;
  }

  void evict(Task task) {
    evictions.add(task.id());
    cluster.evict(now, task, lost.seconds(task.cards()));
  }

  void askAgainAt(long time) {
    if (time > now) {
      askAgainAt = Math.min(askAgainAt, time);
    }
  }

  Decision decision() {
    return new Decision(new ArrayList<>(evictions), new ArrayList<>(starts.values()), askAgainAt);
  }
}
