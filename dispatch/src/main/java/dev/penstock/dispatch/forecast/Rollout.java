package dev.penstock.dispatch.forecast;

import java.util.OptionalLong;

/** A kernel at one instant, which can be run forward as often as one likes without changing it. */
@FunctionalInterface
public interface Rollout {
  /**
   * When a job starts in one of the futures that may come.
   *
   * @param job its id; it waits
   * @param seed names the future; the same one gives the same answer
   * @return when, in seconds; nothing when it does not within the time that is looked at
   */
  OptionalLong start(long job, long seed);
}
