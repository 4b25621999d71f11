package dev.penstock.billing;

import dev.penstock.metering.UsageSealed;
import dev.penstock.shared.Wake;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs the biller: soon after usage was sealed, and now and then in case nobody said so. */
@Component
final class BillLoop {
  private static final Duration GATHER = Duration.ofMillis(100);

  private final Biller biller;
  private final Wake wake;

  BillLoop(Biller biller, TaskScheduler scheduler) {
    this.biller = biller;
    this.wake = new Wake(scheduler, GATHER, biller::tick);
  }

  @EventListener
  void on(UsageSealed event) {
    wake.soon();
  }

  @Scheduled(fixedDelayString = "${penstock.billing.interval:30s}")
  void tick() {
    biller.tick();
  }
}
