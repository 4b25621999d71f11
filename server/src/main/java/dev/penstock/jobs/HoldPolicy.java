package dev.penstock.jobs;

import dev.penstock.billing.Prices;
import dev.penstock.shared.Money;
import dev.penstock.shared.Shape;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is held for an attempt: the dearest price up to its wall time or 24 h, and for the grace
 * in which it may end. A longer one is renewed as it runs.
 */
final class HoldPolicy {
  /** Between the request to end and the end by force. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration MOST = Duration.ofHours(24);

  private final Prices prices;

  HoldPolicy(Prices prices) {
    this.prices = prices;
  }

  /** What the first hold pays for. */
  static Duration horizon(@Nullable WallTime wallTime) {
    return wallTime == null || wallTime.duration().compareTo(MOST) > 0 ? MOST : wallTime.duration();
  }

  /** What is held when a job starts on so many nodes. */
  Money first(Job job, int nodes) {
    return dearest(job.resolved().shape(), nodes, horizon(job.spec().wallTime()).plus(GRACE));
  }

  /** The price of so much time on so many nodes, rounded up. */
  Money dearest(Shape shape, int nodes, Duration time) {
    return prices.dearest(shape, nodes, time);
  }
}
