package dev.penstock.queues;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the rounds take in which something was decided, from the first read to the commit: the
 * metric {@code penstock.dispatch.decision}, and {@code penstock.dispatch.kernel} the kernel's
 * part.
 */
final class RoundMeter implements MeterBinder {
  private volatile @Nullable Timer decisions;
  private volatile @Nullable Timer kernel;

  @Override
  public void bindTo(MeterRegistry registry) {
    decisions = timer("penstock.dispatch.decision", registry);
    kernel = timer("penstock.dispatch.kernel", registry);
  }

  private static Timer timer(String name, MeterRegistry registry) {
    return Timer.builder(name).publishPercentiles(0.5, 0.99).register(registry);
  }

  void decided(Duration took) {
    record(decisions, took);
  }

  void thought(Duration took) {
    record(kernel, took);
  }

  private static void record(@Nullable Timer timer, Duration took) {
    if (timer != null) {
      timer.record(took);
    }
  }
}
