package dev.penstock.dispatch.backfill;

/** In which order jobs wait. */
public sealed interface Order {
  /**
   * A job is late once its wait and the time until enough processors are free, by the running jobs'
   * requested ends, pass this together, in seconds. The late job that has waited longest goes
   * before all others; the other late ones keep their places until it has started, since emptying
   * processors for several at once costs the many more than it gains the few.
   */
  long lateAfter();

  /** First come, first served. */
  record FirstCome() implements Order {
    @Override
    public long lateAfter() {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Shortest predicted first, more generally the least of {@code seconds^time * processors^width *
   * urgency^-harm * (wait + 1 h)^-age}. With 1, 0, 0, 0 it is shortest job first, with 1, 1, 0, 0
   * smallest area first; with 1, 1, 1, 0 it is Smith's rule (1956) for the sum of weighted waits,
   * each job's weight being what a second of waiting is expected to add to its slowdown.
   *
   * @param time exponent of the predicted run time
   * @param width exponent of the processors
   * @param harm exponent of the expected harm of waiting
   * @param age exponent of the wait
   * @param lateAfter see {@link Order#lateAfter}
   */
  record Shortest(double time, double width, double harm, double age, long lateAfter)
      implements Order {
    /** Shortest predicted first. */
    public Shortest(long lateAfter) {
      this(1, 0, 0, 0, lateAfter);
    }
  }
}
