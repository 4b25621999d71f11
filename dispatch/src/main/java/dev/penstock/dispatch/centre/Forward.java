package dev.penstock.dispatch.centre;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * When what waits is likely to start: the kernel is played forward several times, each time with
 * run times drawn from those of ended tasks of the same queue and size. What comes later is not in
 * it.
 */
public final class Forward {
  private Forward() {}

  /**
   * How far to look.
   *
   * @param plays how often the kernel is played forward, 1 or more
   * @param events the most ends that a play looks at
   * @param horizon in milliseconds from now; what starts later is told as never
   */
  public record Limits(int plays, int events, long horizon) {}

  /**
   * When one may start, in milliseconds since 1970; {@link Long#MAX_VALUE} for beyond what was
   * looked at.
   *
   * @param likely it has started by then in half of the plays
   * @param latest it has in nine of ten
   */
  public record Start(long likely, long latest) {}

  /** The starts of all that waits. The same kernel and seed give the same answer. */
  public static Map<UUID, Start> of(Kernel kernel, long now, long seed, Limits limits) {
    Map<UUID, long[]> starts = new HashMap<>();
    List<UUID> waiting = kernel.waiting();
    for (UUID id : waiting) {
      long[] own = new long[limits.plays];
      Arrays.fill(own, Long.MAX_VALUE);
      starts.put(id, own);
    }
    var random = new SplittableRandom(seed);
    for (int play = 0; play < limits.plays && !waiting.isEmpty(); play++) {
      play(kernel.copy(now), now, random.split(), limits, play, starts);
    }
    Map<UUID, Start> told = new HashMap<>();
    starts.forEach(
        (id, own) -> {
          Arrays.sort(own);
          told.put(id, new Start(at(own, 0.5), at(own, 0.9)));
        });
    return told;
  }

  private static long at(long[] sorted, double quantile) {
    return sorted[Math.min(sorted.length - 1, (int) Math.ceil(quantile * sorted.length) - 1)];
  }

  private static void play(
      Kernel kernel,
      long now,
      RandomGenerator random,
      Limits limits,
      int play,
      Map<UUID, long[]> starts) {
    Future.Watcher watcher =
        new Future.Watcher() {
          private int missing = starts.size();

          @Override
          public void starts(long at, Cycle.Start start) {
            long[] own = starts.get(start.task().workload());
            if (own != null && own[play] == Long.MAX_VALUE) {
              own[play] = at;
              missing--;
            }
          }

          @Override
          public boolean done() {
            return missing == 0;
          }
        };
    Future.play(
        kernel,
        now,
        (task, attained) -> kernel.sample(task, attained, random),
        limits.events,
        limits.horizon,
        watcher);
  }
}
