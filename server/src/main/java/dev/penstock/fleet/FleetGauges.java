package dev.penstock.fleet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/**
 * How the fleet does, for Prometheus: {@code penstock_incidents_open}, {@code penstock_engine_up}.
 */
final class FleetGauges implements MeterBinder {
  private final Incidents incidents;
  private final Engines engines;
  private final EngineHealth health;

  FleetGauges(Incidents incidents, Engines engines, EngineHealth health) {
    this.incidents = incidents;
    this.engines = engines;
    this.health = health;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Severity severity : Severity.values()) {
      Gauge.builder(
              "penstock.incidents.open", incidents, it -> it.counts().getOrDefault(severity, 0L))
          .tag("severity", severity.name().toLowerCase(Locale.ROOT))
          .description("How many incidents of this severity are not over")
          .register(registry);
    }
    engines
        .all()
        .forEach(
            engine ->
                Gauge.builder(
                        "penstock.engine.up",
                        health,
                        it -> it.awaySince(engine.name()) == null ? 1 : 0)
                    .tag("engine", engine.name())
                    .description("1 while the engine answers, 0 while it does not")
                    .register(registry));
  }
}
