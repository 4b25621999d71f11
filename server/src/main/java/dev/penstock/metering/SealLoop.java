package dev.penstock.metering;

import dev.penstock.shared.Wake;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs the sealer: soon after usage came in, and now and then in case nobody said so. */
@Component
final class SealLoop {
  private static final Duration GATHER = Duration.ofMillis(200);

  private final Sealer sealer;
  private final Wake wake;

  SealLoop(Sealer sealer, TaskScheduler scheduler) {
    this.sealer = sealer;
    this.wake = new Wake(scheduler, GATHER, sealer::tick);
  }

  @EventListener
  void on(UsageAccepted event) {
    wake.soon();
  }

  @Scheduled(fixedDelayString = "${penstock.metering.seal-interval:1s}")
  void tick() {
    sealer.tick();
  }
}
