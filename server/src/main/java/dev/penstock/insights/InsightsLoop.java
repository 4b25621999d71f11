package dev.penstock.insights;

import dev.penstock.shared.Loop;
import java.time.Duration;

/** Samples the load, and looks at the server's parts, so that both are known when nobody asks. */
final class InsightsLoop extends Loop {
  private final LoadBook load;
  private final HealthWatch health;
  private final LoadGauges gauges;

  InsightsLoop(LoadBook load, HealthWatch health, LoadGauges gauges) {
    super("insights", Duration.ofSeconds(15));
    this.load = load;
    this.health = health;
    this.gauges = gauges;
  }

  @Override
  protected void tick() {
    load.sample();
    health.look();
    gauges.look();
  }
}
