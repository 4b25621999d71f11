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

  void note(long now) {
    times.addLast(now);
  }
}
