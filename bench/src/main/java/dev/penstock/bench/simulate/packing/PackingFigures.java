package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.Traces;
import dev.penstock.dispatch.packing.Packing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The ten-seed means that are published with fragmentation gradient descent, and ours beside. */
public final class PackingFigures {
  private static final double LOAD = 1.3;
  private static final double MOVING = 0.05;
  private static final long FIRST_SEED = 42;
  private static final long LAST_SEED = 51;

  private PackingFigures() {}

  /**
   * A trace, what its authors' policy is published with, and what we aim at.
   *
   * @param name the trace
   * @param published allocation of fragmentation gradient descent, percent
   * @param aim of our best policy, percent
   */
  private record Trace(String name, double published, double aim) {}

  private static final List<Trace> TRACES =
      List.of(
          new Trace("default", 95.39, 96.2),
          new Trace("multigpu50", 97.18, 97.7),
          new Trace("gpushare100", 86.90, 88.2));

  /**
   * Means over the seeds.
   *
   * @param fgd allocation of our fragmentation gradient descent, percent
   * @param best of our best policy
   * @param bestWithMoves of that with one task in twenty moved
   * @param largeFgd tasks of eight cards that run under the former
   * @param largeBest and under the latter
   */
  public record Means(
      String trace,
      double published,
      double aim,
      double fgd,
      double best,
      double bestWithMoves,
      double largeFgd,
      double largeBest) {}

  /** Replays all; about two minutes. */
  public static List<Means> all() throws IOException {
    List<Means> means = new ArrayList<>();
    for (Trace trace : TRACES) {
      PackingReplay replay =
          new PackingReplay(
              PackingTrace.nodes(Traces.file("openb/openb_node_list_gpu_node.csv")),
              PackingTrace.tasks(Traces.file("openb/openb_pod_list_%s.csv".formatted(trace.name))),
              LOAD);
      List<PackingReplay.Outcome> fgd = runs(replay, Packing.FGD, 0);
      List<PackingReplay.Outcome> best = runs(replay, Packing.NODE_VALUE, 0);
      List<PackingReplay.Outcome> moved = runs(replay, Packing.NODE_VALUE, MOVING);
      means.add(
          new Means(
              "openb-" + trace.name,
              trace.published,
              trace.aim,
              allocation(fgd),
              allocation(best),
              allocation(moved),
              large(fgd),
              large(best)));
    }
    return means;
  }

  private static List<PackingReplay.Outcome> runs(
      PackingReplay replay, Packing policy, double moving) {
    return LongStream.rangeClosed(FIRST_SEED, LAST_SEED)
        .mapToObj(seed -> replay.run(policy, seed, moving))
        .toList();
  }

  private static double allocation(List<PackingReplay.Outcome> runs) {
    return runs.stream().mapToDouble(PackingReplay.Outcome::allocation).average().orElse(0);
  }

  private static double large(List<PackingReplay.Outcome> runs) {
    return runs.stream().mapToDouble(PackingReplay.Outcome::large).average().orElse(0);
  }
}
