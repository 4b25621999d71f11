package dev.penstock.dispatch.queueing;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A queue gets its guaranteed share back from those that hold more than theirs, in as short a time
 * as is said here: the time that the queue has asked, not each of its jobs.
 *
 * @param afterSeconds how long it asks before somebody is evicted; meanwhile cards may come free
 * @param cost whom to evict rather
 * @param moving whether smaller jobs that are within their queue's share may be evicted too, where
 *     nodes are in pieces; they go on elsewhere, or wait with all their rights
 */
record Reclaim(long afterSeconds, Cost cost, boolean moving) implements Step {
  /** A borrower is evicted before so many that are within their share are moved. */
  private static final double MOVED = 1000;

  @Override
  public void apply(Cycle cycle) {
    List<Share> shares = cycle.cluster().shares();
    Set<Share> asking = asking(cycle);
    shares.forEach(it -> it.asks(cycle.now(), asking.contains(it)));
    for (Share share : byTimeAsked(asking)) {
      long due = share.askingSince() + afterSeconds;
      if (due <= cycle.now()) {
        serve(cycle, share);
      } else {
        cycle.askAgainAt(due);
      }
    }
    // those that were served no longer ask; who was moved and found no other place does
    Set<Share> still = asking(cycle);
    shares.forEach(it -> it.asks(cycle.now(), still.contains(it)));
    if (!still.isEmpty()) {
      cycle.askAgainAt(cycle.now() + Math.max(1, afterSeconds));
    }
  }

  private static Set<Share> asking(Cycle cycle) {
    return cycle.cluster().waiting().stream()
        .filter(line -> line.queue().covers(line.cards()))
        .map(Line::queue)
        .collect(Collectors.toSet());
  }

  private static List<Share> byTimeAsked(Set<Share> asking) {
    return asking.stream()
        .sorted(Comparator.comparingLong(Share::askingSince).thenComparingInt(Share::index))
        .toList();
  }

  private void serve(Cycle cycle, Share share) {
    Set<Line> lines = new HashSet<>(cycle.cluster().waiting());
    lines.removeIf(line -> line.queue() != share);
    while (!lines.isEmpty()) {
      Line line = lines.stream().min(Comparator.comparing(Line::head, Line.ORDER)).orElseThrow();
      boolean served = share.covers(line.cards()) && serve(cycle, line.head());
      if (!served || line.isEmpty()) {
        lines.remove(line);
      }
    }
  }

  private boolean serve(Cycle cycle, Task task) {
    if (cycle.start(task)) {
      return true;
    }
    List<Task> victims = victims(cycle, task);
    if (victims == null) {
      return false;
    }
    victims.forEach(cycle::evict);
    return cycle.start(task);
  }

  /**
   * Whether so many cards are free or lent, in pieces or not. While no node is lost that is so for
   * whatever a share covers; else to move the small would only make them wait in turn.
   */
  private static boolean hasRoom(Cluster cluster, int cards) {
    int room = cluster.cards().available();
    for (Share share : cluster.shares()) {
      room -= Math.min(share.used(), share.guaranteed());
    }
    return room >= cards;
  }

  private @Nullable List<Task> victims(Cycle cycle, Task task) {
    Cluster cluster = cycle.cluster();
    ToDoubleFunction<Task> costs = it -> cost.of(cycle, it);
    Victims.Rule borrowers =
        (it, taken) ->
            cycle.evictable(it) && it.queue() != task.queue() && it.queue().over() - taken > 0;
    List<Task> victims = Victims.find(cluster, task.cards(), borrowers, costs);
    if (victims != null || !moving || !hasRoom(cluster, task.cards())) {
      return victims;
    }
    // only smaller ones are moved, so that nobody is moved in circles
    Victims.Rule orSmaller =
        (it, taken) ->
            borrowers.permits(it, taken) || (cycle.evictable(it) && it.cards() < task.cards());
    return Victims.find(
        cluster,
        task.cards(),
        orSmaller,
        it -> costs.applyAsDouble(it) * (it.queue().over() > 0 ? 1 : MOVED));
  }
}
