package dev.penstock.insights;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Prometheus sees of the parts: the figures of the last look. */
final class Gauges implements MeterBinder {
  private final HealthWatch health;

  Gauges(HealthWatch health) {
    this.health = health;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    figure(registry, "penstock.database.size", "database", "sizeBytes", "bytes");
    figure(registry, "penstock.disk.free", "disk", "freeBytes", "bytes");
    figure(registry, "penstock.dispatch.round.age", "dispatch", "roundAgeSeconds", "seconds");
    figure(registry, "penstock.dispatch.leads", "dispatch", "leads", null);
    figure(registry, "penstock.usage.unsealed", "sealer", "records", null);
    figure(registry, "penstock.usage.unbilled", "biller", "records", null);
    figure(registry, "penstock.usage.unrated", "biller", "unrated", null);
    figure(registry, "penstock.starts.waiting", "starter", "attempts", null);
    figure(registry, "penstock.endpoints.ready", "endpoints", "ready", null);
    figure(registry, "penstock.ledger.sum.micro.yuan", "ledger", "sumMicroYuan", null);
    for (HealthState state : HealthState.values()) {
      Gauge.builder("penstock.parts", health, it -> it.count(state))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .description("How many of the server's parts are in this state")
          .register(registry);
    }
  }

  private void figure(
      MeterRegistry registry, String gauge, String part, String figure, @Nullable String unit) {
    Gauge.builder(
            gauge,
            health,
            it -> {
              Long value = it.figure(part, figure);
              return value == null ? Double.NaN : value;
            })
        .baseUnit(unit)
        .register(registry);
  }
}
