package dev.penstock.tenancy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how often something may be tried and fail, by name, within a sliding window. An attempt
 * counts from its beginning, so that many at once gain nothing; success takes it back.
 */
final class AttemptLimiter {
  private static final int MOST_NAMES = 100_000;

  private final InstantSource clock;
  private final int most;
  private final Duration window;
  private final Map<String, Deque<Instant>> attempts = new HashMap<>();

  /**
   * @param most attempts that may fail within the window, at least 1
   */
  AttemptLimiter(InstantSource clock, int most, Duration window) {
    this.clock = clock;
    this.most = most;
    this.window = window;
  }

  /**
   * Begins an attempt.
   *
   * @return null when it may go on; else how long to wait, at least a second
   */
  synchronized @Nullable Duration begin(String name) {
    Instant now = clock.instant();
    if (attempts.size() >= MOST_NAMES) {
      attempts.values().removeIf(of -> !of.getLast().plus(window).isAfter(now));
    }
    Deque<Instant> of = attempts.computeIfAbsent(name, fresh -> new ArrayDeque<>());
    while (!of.isEmpty() && !of.getFirst().plus(window).isAfter(now)) {
      of.removeFirst();
    }
    if (of.size() >= most) {
      Duration wait = Duration.between(now, of.getFirst().plus(window));
      return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }
    of.addLast(now);
    return null;
  }

  /** The last attempt succeeded: it does not count. */
  synchronized void takeBack(String name) {
    Deque<Instant> of = attempts.get(name);
    if (of != null) {
      of.pollLast();
      if (of.isEmpty()) {
        attempts.remove(name);
      }
    }
  }

  /** Forgets all attempts of this name. */
  synchronized void forget(String name) {
    attempts.remove(name);
  }
}
