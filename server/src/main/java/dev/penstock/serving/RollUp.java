package dev.penstock.serving;

import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.Access;
import dev.penstock.shared.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;

/**
 * Turns counted calls into usage: for each endpoint one record for each interval with calls. The
 * calls go, the endpoint's total grows and the usage is handed over in one transaction, so that a
 * crash neither loses nor invents a call.
 */
final class RollUp extends Loop {
  private final Access access;
  private final CallTable calls;
  private final Consumer<List<UsageRecord>> usage;
  private final Clock clock;
  private final Duration interval;

  /**
   * Not yet running.
   *
   * @param usage takes the records in as part of the open transaction
   * @param interval a whole part of an hour, so that no record spans an hour's or a month's end
   */
  RollUp(
      Access access,
      CallTable calls,
      Consumer<List<UsageRecord>> usage,
      Clock clock,
      Duration interval) {
    super("call-roll-up", interval);
    this.access = access;
    this.calls = calls;
    this.usage = usage;
    this.clock = clock;
    this.interval = interval;
  }

  @Override
  protected void tick() {
    long seconds = interval.toSeconds();
    Instant begun =
        Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), seconds) * seconds);
    access.runAsSystem(() -> usage.accept(calls.take(begun, interval)));
  }

  @EventListener
  void on(EndpointChanged change) {
    if (change.state().isTerminal()) {
      wake();
    }
  }
}
