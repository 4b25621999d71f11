package dev.penstock.dispatch.centre;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many tasks may still be stopped for others in this hour. */
final class Stops {
  private static final long HOUR = 3_600_000;

  private final int most;
  private final Deque<Long> times = new ArrayDeque<>();

  Stops(int most) {
    this.most = most;
  }

  boolean permits(int more, long now) {
    while (!times.isEmpty() && times.peekFirst() <= now - HOUR) {
      times.removeFirst();
    }
    return times.size() + more <= most;
  }

  /** When so many more are permitted; {@link Long#MAX_VALUE} for never. */
  long permittedAt(int more, long now) {
    if (permits(more, now)) {
      return now;
    }
    return more > most
        ? Long.MAX_VALUE
        : times.stream().skip(times.size() + more - most - 1L).findFirst().orElse(now) + HOUR;
  }

  void note(long now) {
    times.addLast(now);
  }
}
