package dev.penstock.dispatch.backfill;

/**
 * What is expected of a job's run time.
 *
 * @param seconds the expected run time, in seconds, above 0 and at most the requested time
 * @param urgency the expectation of 1 / max({@link #SHORTEST}, run time), in 1/s: by how much each
 *     second of waiting is expected to raise the job's bounded slowdown. A job that often fails at
 *     once is more urgent than its mean run time tells
 */
record Prediction(double seconds, double urgency) {
  /** Shorter run times count as this one, in seconds, as in the bounded slowdown. */
  static final long SHORTEST = 10;

  static double urgencyOf(long seconds) {
    return 1.0 / Math.max(SHORTEST, seconds);
  }
}
