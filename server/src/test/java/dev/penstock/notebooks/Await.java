package dev.penstock.notebooks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what happens elsewhere; never longer than needed, never for ever. */
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 20_000_000;

  private Await() {}

  /** What is seen once it is as wanted. */
  static <T> T seen(Supplier<T> look, Predicate<T> wanted) {
    long began = System.nanoTime();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new AssertionError("did not happen within " + PATIENCE + "; the last seen: " + seen);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      seen = look.get();
    }
    return seen;
  }
}
