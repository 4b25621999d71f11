package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * What becomes of a centre in the next hours: the kernel is played forward several times on drawn
 * run times. A task's run time is drawn from the seed, the play and its own id alone, so that it is
 * the same in two centres that are compared. What comes later is not in it.
 */
public final class WhatIf {
  private static final double NINTH = 0.9;

  private final Limits limits;
  private final long now;
  private final long seed;
  private final BooleanSupplier cancelled;
  private final double[] utilised;
  private final Map<String, Double> held = new TreeMap<>();
  private final List<Long> waits = new ArrayList<>();
  private int beyond;

  private WhatIf(Limits limits, long now, long seed, BooleanSupplier cancelled) {
    this.limits = limits;
    this.now = now;
    this.seed = seed;
    this.cancelled = cancelled;
    this.utilised = new double[limits.points];
  }

  /**
   * How far to look.
   *
   * @param plays how often the kernel is played forward, 1 or more
   * @param events the most instants that a play looks at
   * @param horizon in milliseconds from now
   * @param points into how many equal stretches that time is divided, 1 or more
   */
  public record Limits(int plays, int events, long horizon, int points) {}

  /**
   * What came of it, in the mean over the plays.
   *
   * @param waiting how many jobs and arrays wait now
   * @param meanWait how long they go on waiting, for the first place of an array; what does not
   *     start within the time counts as all of it. Milliseconds
   * @param p90Wait nine of ten wait no longer, likewise
   * @param beyond the part of them that does not start within the time, 0 to 1
   * @param utilised for each stretch the part of the cards that is held, 0 to 1; of the cores where
   *     there are no cards
   * @param held by queue without queues below, how many thousandths of cards (or of cores) it holds
   *     in the mean
   */
  public record Outcome(
      int waiting,
      double meanWait,
      long p90Wait,
      double beyond,
      List<Double> utilised,
      Map<String, Double> held) {
    public Outcome {
      utilised = List.copyOf(utilised);
      held = Map.copyOf(held);
    }
  }

  /**
   * Plays it. The same kernel and seed give the same answer.
   *
   * @param kernel is left as it is
   * @param cancelled asked at each instant; once it says so the play ends, and the answer is of no
   *     use
   */
  public static Outcome of(
      Kernel kernel, long now, long seed, Limits limits, BooleanSupplier cancelled) {
    WhatIf whatIf = new WhatIf(limits, now, seed, cancelled);
    for (int play = 0; play < limits.plays && !cancelled.getAsBoolean(); play++) {
      whatIf.play(kernel.copy(now), play);
    }
    return whatIf.outcome(kernel.waiting().size());
  }

  private void play(Kernel kernel, int play) {
    Map<UUID, Long> starts = new HashMap<>();
    List<UUID> waiting = kernel.waiting();
    Future.play(
        kernel,
        now,
        (task, attained) -> kernel.sample(task, attained, random(task, play)),
        limits.events,
        limits.horizon,
        new Future.Watcher() {
          @Override
          public void passes(long from, long to) {
            account(kernel, from, to);
          }

          @Override
          public void starts(long at, Cycle.Start start) {
            starts.putIfAbsent(start.task().workload(), at);
          }

          @Override
          public boolean done() {
            return cancelled.getAsBoolean();
          }
        });
    for (UUID id : waiting) {
      Long at = starts.get(id);
      beyond += at == null ? 1 : 0;
      waits.add(at == null ? limits.horizon : at - now);
    }
  }

  private SplittableRandom random(TaskId task, int play) {
    long mixed = task.workload().getMostSignificantBits() * 31;
    mixed = (mixed + task.workload().getLeastSignificantBits()) * 31 + task.index();
    return new SplittableRandom(mixed * 1_000_003 + seed * 31 + play).split();
  }

  private void account(Kernel kernel, long from, long to) {
    if (to <= from) {
      return;
    }
    State state = kernel.state();
    long[] total = state.capacity().total();
    boolean cards = amount(total, true) > 0;
    long used = 0;
    for (Branch branch : state.branches()) {
      if (branch.children().isEmpty()) {
        long own = amount(kernel, branch, cards);
        used += own;
        held.merge(branch.name, (double) own * (to - from), Double::sum);
      }
    }
    double part = (double) used / Math.max(1, amount(total, cards));
    double stretch = (double) limits.horizon / limits.points;
    for (int i = 0; i < limits.points; i++) {
      double begin = Math.max((double) (from - now), i * stretch);
      double end = Math.min((double) (to - now), (i + 1) * stretch);
      utilised[i] += end > begin ? part * (end - begin) / stretch : 0;
    }
  }

  private static long amount(Kernel kernel, Branch branch, boolean cards) {
    if (!cards) {
      return branch.used(Resources.CORES);
    }
    long sum = 0;
    for (int i = Resources.MEMORY + 1; i < kernel.state().resources.size(); i++) {
      sum += branch.used(i);
    }
    return sum;
  }

  private static long amount(long[] vector, boolean cards) {
    if (!cards) {
      return Resources.at(vector, Resources.CORES);
    }
    long sum = 0;
    for (int i = Resources.MEMORY + 1; i < vector.length; i++) {
      sum += vector[i];
    }
    return sum;
  }

  private Outcome outcome(int waiting) {
    long[] sorted = waits.stream().mapToLong(it -> it).sorted().toArray();
    Map<String, Double> means = new TreeMap<>();
    held.forEach((queue, sum) -> means.put(queue, sum / limits.plays / limits.horizon));
    return new Outcome(
        waiting,
        Arrays.stream(sorted).average().orElse(0),
        sorted.length == 0 ? 0 : sorted[(int) Math.ceil(NINTH * sorted.length) - 1],
        sorted.length == 0 ? 0 : (double) beyond / sorted.length,
        Arrays.stream(utilised).mapToObj(it -> it / limits.plays).toList(),
        means);
  }
}
