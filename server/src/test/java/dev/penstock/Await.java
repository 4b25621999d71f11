package dev.penstock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does; never longer than needed, never for ever. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_NANOS = 50_000_000;

  private Await() {}

  public static void until(Supplier<String> what, BooleanSupplier condition) {
    value(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** What there is once there is something; {@code what} is told when it never comes. */
  public static <T> T value(Supplier<String> what, Supplier<Optional<T>> source) {
    long began = System.nanoTime();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new AssertionError("did not happen within " + PATIENCE + ": " + what.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
