package dev.penstock.dispatch.forecast;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The plainest forecast, beside which others are measured: a job waits as long as the last ones of
 * its size did.
 */
public final class RecentWaits {
  private final int window;
  private final Map<Integer, ArrayDeque<Long>> bySize = new HashMap<>();
  private final ArrayDeque<Long> all = new ArrayDeque<>();

  /**
   * Knows nothing yet.
   *
   * @param window so many waits of each size are remembered, 1 or more
   */
  public RecentWaits(int window) {
    if (window < 1) {
      throw new IllegalArgumentException("window must be 1 or more, not %d".formatted(window));
    }
    this.window = window;
  }

  /**
   * A job that had to wait has started.
   *
   * @param cards its size
   * @param wait for how long, in seconds
   */
  public void started(int cards, long wait) {
    keep(bySize.computeIfAbsent(cards, it -> new ArrayDeque<>()), wait);
    keep(all, wait);
  }

  /**
   * The wait that such a share of the last jobs of this size did not pass; of all sizes where none
   * of this one has waited, and 0 where none has at all.
   *
   * @param cards the size
   * @param level the share, above 0 and below 1
   * @return seconds
   */
  public long wait(int cards, double level) {
    ArrayDeque<Long> own = bySize.getOrDefault(cards, all);
    return own.isEmpty() ? 0 : Quantiles.of(own.stream().mapToLong(it -> it).toArray(), level);
  }

  private void keep(ArrayDeque<Long> waits, long wait) {
    waits.add(wait);
    if (waits.size() > window) {
      waits.remove();
    }
  }
}
