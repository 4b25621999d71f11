package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.dispatch.packing.FragmentGauge;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Mover;
import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Packs tasks one after the other, while nodes go and come back. */
final class PackingRun {
  private static final int LARGE = 8;

  private final Arriving arriving;
  private final Mover mover;
  private final FragmentGauge gauge;
  private final FaultPlan faults;
  private final long capacity;
  private final double arrivingCapacity;
  private final Sizes sizes = new Sizes();
  private final List<PackingReplay.Sample> samples = new ArrayList<>();
  private int came;
  private long asked;
  private long used;
  private int running;
  private int refused;
  private int large;
  private int nodesLost;
  private int interrupted;
  private int lost;
  private long nanos;

  /**
   * A run over empty nodes.
   *
   * @param capacity thousandths of cards of these nodes
   * @param arrivingCapacity those that the load is reckoned by
   */
  PackingRun(
      Arriving arriving,
      Mix mix,
      Random random,
      long seed,
      long capacity,
      double arrivingCapacity) {
    this.arriving = arriving;
    this.capacity = capacity;
    this.arrivingCapacity = arrivingCapacity;
    NodePool pool = PackingTrace.pool(arriving.nodes());
    Packer packer = new Packer(pool, arriving.policy().policy(mix, random));
    mover = new Mover(packer, pool, arriving.moving());
    gauge = new FragmentGauge(pool, mix);
    faults = arriving.plan(seed);
  }

  void came(Task task) {
    long now = arriving.time(came++);
    while (faults.next() <= now) {
      fail(faults.take());
    }
    sizes.came(task);
    if (!place(task)) {
      refused++;
    }
    asked += task.totalMilli();
    if (100 * asked / arrivingCapacity >= samples.size()) {
      samples.add(sample());
    }
  }

  private boolean place(Task task) {
    long began = System.nanoTime();
    boolean placed = mover.place(task);
    nanos += System.nanoTime() - began;
    if (placed) {
      count(task, 1);
      sizes.runs(task);
    }
    return placed;
  }

  private void count(Task task, int times) {
    running += times;
    used += (long) times * task.totalMilli();
    large += task.cards() >= LARGE ? times : 0;
  }

  private void fail(FaultPlan.Change change) {
    if (!change.lost()) {
      mover.back(change.node());
      return;
    }
    nodesLost++;
    List<Task> hit = mover.lost(change.node());
    for (Task task : hit) {
      count(task, -1);
      sizes.gone(task);
    }
    interrupted += hit.size();
    for (Task task : hit) {
      lost += place(task) ? 0 : 1;
    }
  }

  private PackingReplay.Sample sample() {
    return new PackingReplay.Sample(
        100 * asked / arrivingCapacity,
        100.0 * used / capacity,
        100.0 * gauge.wastedMilli() / capacity);
  }

  PackingReplay.Played played() {
    PackingReplay.Outcome outcome =
        new PackingReplay.Outcome(
            100.0 * used / capacity,
            running,
            refused,
            large,
            mover.moves(),
            nanos / 1e9,
            100.0 * gauge.wastedMilli() / capacity,
            sizes.placed(),
            sizes.jain(),
            nodesLost,
            interrupted,
            lost);
    return new PackingReplay.Played(outcome, samples);
  }
}
