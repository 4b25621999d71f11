package dev.penstock.jobs;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what the centre does by itself; never longer than needed, never for ever. */
final class Await {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 25_000_000;

  private Await() {}

  /** What was seen first that is as wanted; fails with what was seen last. */
  static <T> T seen(Duration most, Supplier<T> look, Predicate<T> wanted) {
    long deadline = System.nanoTime() + most.toNanos();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen within %s; last seen: %s".formatted(most, seen));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      seen = look.get();
    }
    return seen;
  }

  static <T> T seen(Supplier<T> look, Predicate<T> wanted) {
    return seen(PATIENCE, look, wanted);
  }

  static void until(String what, BooleanSupplier condition) {
    seen(() -> condition.getAsBoolean() ? what : "not yet: " + what, what::equals);
  }
}
