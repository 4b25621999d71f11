package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.chart.Timeline;
import dev.penstock.bench.simulate.report.Jain;
import dev.penstock.dispatch.centre.Amounts;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.FairShares;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Queue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a centre stands: over time, and in sums over the time of the history. */
final class Standing {
  private static final double MILLI = 1000;
  private static final double PERCENT = 100;

  final Timeline utilisation = new Timeline();
  final Timeline waiting = new Timeline();
  final Timeline there = new Timeline();

  private final Unit unit;
  private final List<Node> nodes;
  private final List<Queue> queues;
  private final Map<String, Integer> byName = new LinkedHashMap<>();
  private final long from;
  private final long until;
  private final long[] free;
  private final boolean[] lost;
  private final long[][] used;
  private final long[][] asked;
  private final double[] received;
  private final double[] deserved;
  private long[][] due;
  private boolean changed = true;
  private long total;
  private long held;
  private long broken;
  private int waits;
  private int nodesThere;
  private long at;
  private double thereTime;
  private double heldTime;
  private double freeTime;
  private double brokenTime;
  private double idleTime;

  Standing(Unit unit, List<Node> nodes, List<Queue> queues, long from, long until) {
    this.unit = unit;
    this.nodes = nodes;
    this.queues = queues;
    this.from = from;
    this.until = until;
    queues.forEach(it -> byName.put(it.name(), byName.size()));
    free = nodes.stream().mapToLong(unit::of).toArray();
    lost = new boolean[nodes.size()];
    total = java.util.Arrays.stream(free).sum();
    nodesThere = nodes.size();
    used = new long[queues.size()][unit.kinds()];
    asked = new long[queues.size()][unit.kinds()];
    due = new long[queues.size()][unit.kinds()];
    received = new double[queues.size()];
    deserved = new double[queues.size()];
    at = from;
  }

  /** Nothing has changed from the last time to this one. */
  void passTo(long now) {
    double time = (double) Math.clamp(now, at, Math.max(at, until)) - at;
    if (time > 0) {
      if (changed) {
        divide();
      }
      long idle = total - held;
      thereTime += time * total;
      heldTime += time * held;
      freeTime += time * idle;
      brokenTime += time * broken;
      idleTime += waits > 0 ? time * idle : 0;
      for (int queue = 0; queue < used.length; queue++) {
        for (int kind = 0; kind < unit.kinds(); kind++) {
          deserved[queue] += time * due[queue][kind];
          received[queue] += time * Math.min(due[queue][kind], used[queue][kind]);
        }
      }
    }
    at = Math.max(at, Math.min(now, until));
  }

  private void divide() {
    changed = false;
    due = new long[queues.size()][unit.kinds()];
    for (int kind = 0; kind < unit.kinds(); kind++) {
      long amount = 0;
      for (int node = 0; node < nodes.size(); node++) {
        amount += lost[node] || unit.kind(nodes.get(node)) != kind ? 0 : unit.of(nodes.get(node));
      }
      Map<String, FairShares.Share> shares = FairShares.divide(amount, parts(kind));
      for (int queue = 0; queue < due.length; queue++) {
        FairShares.Share share = shares.get(queues.get(queue).name());
        boolean asks = used[queue][kind] + asked[queue][kind] > 0;
        due[queue][kind] = share == null || !asks ? 0 : share.deserved();
      }
    }
  }

  private List<FairShares.Part> parts(int kind) {
    List<FairShares.Part> parts = new ArrayList<>();
    for (int i = 0; i < queues.size(); i++) {
      Queue it = queues.get(i);
      parts.add(
          new FairShares.Part(
              it.name(),
              it.parent(),
              it.weight(),
              amount(it.guaranteed(), kind, 0),
              amount(it.limit(), kind, Long.MAX_VALUE),
              used[i][kind],
              asked[i][kind]));
    }
    return parts;
  }

  private long amount(Amounts amounts, int kind, long unnamed) {
    return unit.ofCards()
        ? amounts.milliCards().getOrDefault(unit.models().get(kind), unnamed)
        : amounts.milliCores();
  }

  /** So many more ranks ask for a place, of so many more tasks. */
  void asks(Past.Item item, long ranks, int tasks) {
    Demand demand = demand(item);
    int kind = unit.kind(demand);
    if (kind >= 0) {
      asked[queue(item)][kind] += ranks * unit.of(demand);
      changed = true;
    }
    waits += tasks;
  }

  void take(Past.Item item, List<Past.Slot> slots) {
    slots.forEach(it -> change(item, it.node(), 1));
  }

  void give(Past.Item item, List<Past.Slot> slots) {
    slots.forEach(it -> change(item, it.node(), -1));
  }

  private void change(Past.Item item, int node, int times) {
    Demand demand = demand(item);
    int kind = unit.kind(demand);
    if (kind >= 0) {
      long amount = times * unit.of(demand);
      broken -= brokenOn(node);
      free[node] -= amount;
      held += amount;
      broken += brokenOn(node);
      used[queue(item)][kind] += amount;
      changed = true;
    }
  }

  private long brokenOn(int node) {
    return free[node] == unit.of(nodes.get(node)) ? 0 : Math.max(0, free[node]);
  }

  /** The node is gone; nothing runs there any more. */
  void lose(int node) {
    lost[node] = true;
    nodesThere--;
    total -= unit.of(nodes.get(node));
    changed = true;
  }

  void restore(int node) {
    lost[node] = false;
    nodesThere++;
    total += unit.of(nodes.get(node));
    changed = true;
  }

  private static Demand demand(Past.Item item) {
    return item.work().roles().getFirst().demand();
  }

  private int queue(Past.Item item) {
    return java.util.Objects.requireNonNull(byName.get(item.work().queue()));
  }

  /** To be called when all that an instant brings is done. */
  void settle(long now) {
    long second = Math.round(Math.floor(now / MILLI));
    utilisation.set(second, total == 0 ? 0 : PERCENT * held / total);
    waiting.set(second, waits);
    there.set(second, nodesThere);
  }

  long from() {
    return from;
  }

  /** 0 to 1. */
  double utilised() {
    return thereTime == 0 ? 0 : heldTime / thereTime;
  }

  /** The part of what was free that lay on nodes in part use; 0 to 1. */
  double fragmentation() {
    return freeTime == 0 ? 0 : brokenTime / freeTime;
  }

  /** The part of all that was free although tasks waited; 0 to 1. */
  double idleWhileWaiting() {
    return thereTime == 0 ? 0 : idleTime / thereTime;
  }

  /** The part that a queue got of what it deserved; 1 where it deserved nothing. */
  double received(String queue) {
    int index = java.util.Objects.requireNonNull(byName.get(queue));
    return deserved[index] == 0 ? 1 : received[index] / deserved[index];
  }

  boolean deservedAny(String queue) {
    return deserved[java.util.Objects.requireNonNull(byName.get(queue))] > 0;
  }

  /** Jain's index over what the queues with work of their own got of what they deserved. */
  double jain() {
    return Jain.of(
        byName.keySet().stream().filter(this::deservedAny).mapToDouble(this::received).toArray());
  }
}
