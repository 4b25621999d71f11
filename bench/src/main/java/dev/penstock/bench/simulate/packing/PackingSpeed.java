package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.Traces;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Placements a second on one thread: openb's nodes repeated up to a number, filled by its mix of
 * tasks to 90 % of the cards; then one random task ends and one of the mix is placed, again and
 * again.
 */
public final class PackingSpeed {
  private static final double FULL = 0.9;
  private static final int ROUNDS = 7;
  private static final long ROUND_NANOS = 1_000_000_000L;
  private static final int BATCH = 256;

  private final List<PackingTrace.Node> nodes;
  private final List<Task> tasks;

  private PackingSpeed(List<PackingTrace.Node> nodes, List<Task> tasks) {
    this.nodes = nodes;
    this.tasks = tasks;
  }

  /** Nodes and tasks of openb. */
  public static PackingSpeed openb() throws IOException {
    return new PackingSpeed(
        PackingTrace.nodes(Traces.file("openb/openb_node_list_gpu_node.csv")),
        PackingTrace.tasks(Traces.file("openb/openb_pod_list_default.csv")));
  }

  /** The median of seven rounds of a second, after two to warm up. */
  public double placementsPerSecond(Packing policy, int count) {
    Random random = new Random(1);
    List<PackingTrace.Node> repeated = new ArrayList<>();
    for (int node = 0; node < count; node++) {
      repeated.add(nodes.get(node % nodes.size()));
    }
    long capacity = repeated.stream().mapToLong(it -> (long) it.cards() * Task.WHOLE).sum();
    NodePool pool = PackingTrace.pool(repeated);
    Packer packer = new Packer(pool, policy.policy(Mix.of(tasks), random));
    List<Packer.Spot> running = new ArrayList<>();
    long used = 0;
    while (used < FULL * capacity) {
      Packer.Spot spot = packer.place(tasks.get(random.nextInt(tasks.size())));
      if (spot != null) {
        running.add(spot);
        used += spot.task().totalMilli();
      }
    }
    double[] rates = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double rate = round(packer, running, random);
      if (round >= 0) {
        rates[round] = rate;
      }
    }
    Arrays.sort(rates);
    return rates[ROUNDS / 2];
  }

  private double round(Packer packer, List<Packer.Spot> running, Random random) {
    long began = System.nanoTime();
    long placed = 0;
    while (System.nanoTime() - began < ROUND_NANOS) {
      for (int i = 0; i < BATCH; i++) {
        int at = random.nextInt(running.size());
        Packer.Spot ended = running.get(at);
        packer.end(ended);
        Packer.Spot spot = packer.place(tasks.get(random.nextInt(tasks.size())));
        if (spot == null) {
          // the place that has just become free is sure to fit what has left it
          spot = packer.place(ended.task());
        }
        if (spot == null) {
          throw new IllegalStateException("a task does not fit where it was");
        }
        running.set(at, spot);
        placed++;
      }
    }
    return placed * 1e9 / (System.nanoTime() - began);
  }
}
