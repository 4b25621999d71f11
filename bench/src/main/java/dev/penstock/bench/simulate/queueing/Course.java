package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.chart.Timeline;
import dev.penstock.bench.simulate.report.Jain;
import dev.penstock.dispatch.queueing.Slot;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** How the cluster stands while a trace is replayed: over time, and in sums to the last arrival. */
final class Course {
  private static final int WINDOWS = 60;
  private static final long LEAST_WINDOW = 3_600;

  final Timeline utilisation = new Timeline();
  final Timeline waiting = new Timeline();
  final Timeline nodes = new Timeline();
  final Timeline jain = new Timeline();

  private final long from;
  private final long until;
  private final int perNode;
  private final int[] freeOn;
  private final boolean[] lost;
  private final long window;
  private double[] received;
  private double[] deserved;
  private long windowEnds;
  private int there;
  private int free;
  private int freeOnBroken;
  private int waits;
  private long at;
  private double thereSeconds;
  private double usedSeconds;
  private double freeSeconds;
  private double brokenSeconds;
  private double idleSeconds;

  /** From the first submission to the last one. */
  Course(int nodes, int perNode, long from, long until, int queues) {
    this.from = from;
    this.until = until;
    this.perNode = perNode;
    freeOn = new int[nodes];
    lost = new boolean[nodes];
    Arrays.fill(freeOn, perNode);
    there = nodes;
    free = nodes * perNode;
    at = from;
    window = Math.max(LEAST_WINDOW, (until - from) / WINDOWS);
    windowEnds = from + window;
    received = new double[queues];
    deserved = new double[queues];
  }

  /** Nothing has changed from the last time to this one. */
  void passTo(long now) {
    double seconds = (double) Math.clamp(now, at, Math.max(at, until)) - at;
    thereSeconds += seconds * there * perNode;
    usedSeconds += seconds * (there * perNode - free);
    freeSeconds += seconds * free;
    brokenSeconds += seconds * freeOnBroken;
    idleSeconds += waits > 0 ? seconds * free : 0;
    at = Math.max(at, Math.min(now, until));
  }

  void waits(int jobs) {
    waits += jobs;
  }

  void take(List<Slot> slots) {
    slots.forEach(it -> change(it.node(), -it.count()));
  }

  void give(List<Slot> slots) {
    slots.forEach(it -> change(it.node(), it.count()));
  }

  /** The node is gone; nothing runs there any more. */
  void lose(int node) {
    if (lost[node] || freeOn[node] != perNode) {
      throw new IllegalStateException("node %d is lost, but in use".formatted(node));
    }
    lost[node] = true;
    there--;
    free -= perNode;
  }

  void restore(int node) {
    lost[node] = false;
    there++;
    free += perNode;
  }

  private void change(int node, int cards) {
    if (lost[node]) {
      throw new IllegalStateException("node %d is in use, but lost".formatted(node));
    }
    freeOnBroken -= broken(node);
    freeOn[node] += cards;
    free += cards;
    freeOnBroken += broken(node);
  }

  private int broken(int node) {
    return freeOn[node] == perNode ? 0 : freeOn[node];
  }

  /** To be called when all that an instant brings is done. */
  void settle(long now, Collection<Ledger> ledgers) {
    int cards = there * perNode;
    utilisation.set(now, cards == 0 ? 0 : 100.0 * (cards - free) / cards);
    waiting.set(now, waits);
    nodes.set(now, there);
    if (now >= windowEnds) {
      close(ledgers);
      windowEnds = now + window;
    }
  }

  /** Jain's index over what the queues got of what they deserved since the window began. */
  private void close(Collection<Ledger> ledgers) {
    double[] gotNow = ledgers.stream().mapToDouble(Ledger::receivedSeconds).toArray();
    double[] dueNow = ledgers.stream().mapToDouble(Ledger::deservedSeconds).toArray();
    double[] parts = new double[gotNow.length];
    int count = 0;
    for (int i = 0; i < gotNow.length; i++) {
      double due = dueNow[i] - deserved[i];
      if (due > 0) {
        parts[count++] = (gotNow[i] - received[i]) / due;
      }
    }
    jain.set(windowEnds - window, Jain.of(Arrays.copyOf(parts, count)));
    received = gotNow;
    deserved = dueNow;
  }

  long from() {
    return from;
  }

  /** Card-seconds held by those that there were; 0 to 1. */
  double utilisation() {
    return thereSeconds == 0 ? 0 : usedSeconds / thereSeconds;
  }

  /** The part of the free card-seconds that lay on nodes that were in use in part; 0 to 1. */
  double fragmentation() {
    return freeSeconds == 0 ? 0 : brokenSeconds / freeSeconds;
  }

  /** The part of all card-seconds that were free although jobs waited; 0 to 1. */
  double idleWhileWaiting() {
    return thereSeconds == 0 ? 0 : idleSeconds / thereSeconds;
  }
}
