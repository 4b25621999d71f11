package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The same decisions by lists alone: for every single start all queues are sorted anew, all that
 * waits is sorted anew, and all nodes are looked at. Knows equal queues in one level, priorities,
 * limits by queue, gangs of whole cards, best fit, and a hold for the first that finds no room.
 */
final class NaiveCentre {
  /** A node of so many cards. */
  record Machine(String name, int cards) {}

  /** A workload of one role without cores or memory. */
  record Asked(
      String name, String queue, int priority, long came, int ranks, int cards, long wall) {}

  /** A start on these nodes. */
  record Started(Asked asked, long at, Set<String> nodes) {
    long until() {
      return at + asked.wall;
    }
  }

  private record Kept(Asked owner, long from, Set<String> nodes) {}

  private final List<Machine> machines;
  private final List<String> queues;
  private final int limit;
  private final List<Asked> waiting = new ArrayList<>();
  private final List<Started> running = new ArrayList<>();

  NaiveCentre(List<Machine> machines, List<String> queues, int limit) {
    this.machines = machines;
    this.queues = queues;
    this.limit = limit;
  }

  void submit(Asked asked) {
    waiting.add(asked);
  }

  void ended(String name) {
    running.removeIf(it -> it.asked.name.equals(name));
  }

  List<Started> decide(long now) {
    List<Started> starts = new ArrayList<>();
    Set<Asked> over = new HashSet<>();
    @Nullable Kept kept = null;
    while (true) {
      Asked next = next(over);
      if (next == null) {
        return starts;
      }
      over.add(next);
      if (used(next.queue) + next.ranks * next.cards > limit) {
        continue;
      }
      Set<String> nodes = place(next, kept, now);
      if (nodes.size() == next.ranks) {
        Started start = new Started(next, now, nodes);
        waiting.remove(next);
        running.add(start);
        starts.add(start);
      } else if (kept == null) {
        kept = keep(next, now);
      }
    }
  }

  /** Of the queue that uses the least, of those that were not looked at, the first. */
  private @Nullable Asked next(Set<Asked> over) {
    List<String> order = new ArrayList<>(queues);
    order.sort(Comparator.comparingInt(this::used).thenComparing(it -> it));
    for (String queue : order) {
      List<Asked> own = new ArrayList<>(waiting);
      own.removeIf(it -> !it.queue.equals(queue) || over.contains(it));
      own.sort(
          Comparator.<Asked>comparingInt(it -> -it.priority)
              .thenComparingLong(it -> it.came)
              .thenComparing(it -> it.name));
      if (!own.isEmpty()) {
        return own.getFirst();
      }
    }
    return null;
  }

  private int used(String queue) {
    return running.stream()
        .filter(it -> it.asked.queue.equals(queue))
        .mapToInt(it -> it.asked.ranks * it.asked.cards)
        .sum();
  }

  private int free(Machine machine, long at, boolean overdueToo) {
    int free = machine.cards;
    for (Started it : running) {
      boolean there = it.nodes.contains(machine.name);
      free -= there && (overdueToo || it.until() > at) ? it.asked.cards : 0;
    }
    return free;
  }

  /** The nodes on which the least is left, the first by name of equal ones. */
  private Set<String> place(Asked asked, @Nullable Kept kept, long now) {
    List<Machine> fitting = new ArrayList<>();
    for (Machine it : machines) {
      if (free(it, now, true) >= asked.cards && leaves(it, asked, kept, now)) {
        fitting.add(it);
      }
    }
    fitting.sort(
        Comparator.<Machine>comparingInt(it -> free(it, now, true)).thenComparing(it -> it.name));
    Set<String> chosen = new HashSet<>();
    if (fitting.size() >= asked.ranks) {
      fitting.subList(0, asked.ranks).forEach(it -> chosen.add(it.name));
    }
    return chosen;
  }

  private boolean leaves(Machine machine, Asked asked, @Nullable Kept kept, long now) {
    return kept == null
        || !kept.nodes.contains(machine.name)
        || now + asked.wall <= kept.from
        || free(machine, kept.from, false) - asked.cards >= kept.owner.cards;
  }

  /** The nodes that will have room first. */
  private @Nullable Kept keep(Asked asked, long now) {
    List<Machine> possible = new ArrayList<>(machines);
    possible.removeIf(it -> it.cards < asked.cards);
    possible.sort(
        Comparator.<Machine>comparingLong(it -> from(it, asked, now)).thenComparing(it -> it.name));
    if (possible.size() < asked.ranks) {
      return null;
    }
    Set<String> nodes = new HashSet<>();
    long from = now;
    for (Machine it : possible.subList(0, asked.ranks)) {
      nodes.add(it.name);
      from = Math.max(from, from(it, asked, now));
    }
    return new Kept(asked, from, nodes);
  }

  private long from(Machine machine, Asked asked, long now) {
    long from = Long.MAX_VALUE;
    List<Long> times = new ArrayList<>(List.of(now));
    running.forEach(it -> times.add(Math.max(now, it.until())));
    for (long time : times) {
      if (time < from && free(machine, time, false) >= asked.cards) {
        from = time;
      }
    }
    return from;
  }
}
