package dev.penstock.queues;

import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Cycle.Preemption.Why;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long the rounds take in which something was decided, from the first read to the commit: the
 * metric {@code penstock.dispatch.decision}, and {@code penstock.dispatch.kernel} the kernel's
 * part. Counts what is decided: {@code penstock.dispatch.starts}, {@code .preemptions} by their
 * reason, and {@code .refused}, starts that were not admitted.
 */
final class RoundMeter implements MeterBinder {
  private volatile @Nullable Timer decisions;
  private volatile @Nullable Timer kernel;
  private final ForecastBook forecasts;
  private final AtomicLong starts = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final Map<Why, AtomicLong> stops = new EnumMap<>(Why.class);

  RoundMeter(ForecastBook forecasts) {
    this.forecasts = forecasts;
    for (Why why : Why.values()) {
      stops.put(why, new AtomicLong());
    }
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    decisions = timer("penstock.dispatch.decision", registry);
    kernel = timer("penstock.dispatch.kernel", registry);
    FunctionCounter.builder("penstock.dispatch.starts", starts, AtomicLong::get).register(registry);
    FunctionCounter.builder("penstock.dispatch.refused", refusals, AtomicLong::get)
        .register(registry);
    stops.forEach(
        (why, count) ->
            FunctionCounter.builder("penstock.dispatch.preemptions", count, AtomicLong::get)
                .tag("why", why.name().toLowerCase(Locale.ROOT))
                .register(registry));
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

  /** Something is to be stopped for others. */
  void stops(List<Cycle.Preemption> those) {
    those.forEach(it -> Objects.requireNonNull(stops.get(it.why())).incrementAndGet());
  }

  /** These start; so many others were not admitted. */
  void starts(List<Placed> admitted, int refused, Instant now) {
    starts.addAndGet(admitted.size());
    refusals.addAndGet(refused);
    admitted.forEach(it -> forecasts.started(it.entry().value(), now));
  }

  private static void record(@Nullable Timer timer, Duration took) {
    if (timer != null) {
      timer.record(took);
    }
  }
}
