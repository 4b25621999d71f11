package dev.penstock.engines.slurm;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;

/** Waits for what another process does; never longer than needed, never for ever. */
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final long PAUSE_NANOS = 20_000_000;

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        Assertions.fail("Did not happen within %s: %s", PATIENCE, what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  static void until(Supplier<String> what, BooleanSupplier condition) {
    try {
      until("condition", condition);
    } catch (AssertionError e) {
      throw new AssertionError(what.get(), e);
    }
  }
}
