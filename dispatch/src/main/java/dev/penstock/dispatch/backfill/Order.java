package dev.penstock.dispatch.backfill;

/** In which order jobs wait. */
public sealed interface Order {
  /**
   * A job is urgent, and goes before all that aren't, once its wait and the time until enough
   * processors are free by the running jobs' requested ends pass this together, in seconds.
   */
  long urgentAfter();

  /** First come, first served. */
  record FirstCome() implements Order {
    @Override
    public long urgentAfter() {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Shortest predicted first, more generally the least of {@code seconds^time * processors^width *
   * urgency^-harm}. With 1, 0, 0 it is shortest job first; with 1, 1, 0 smallest area first; with
   * 1, 1, 1 it is Smith's rule (1956) for the sum of weighted waits, each job's weight being what a
   * second of waiting is expected to add to its slowdown.
   *
   * @param time exponent of the predicted run time
   * @param width exponent of the processors
   * @param harm exponent of the expected harm of waiting
   * @param urgentAfter see {@link Order#urgentAfter}
   */
  record Shortest(double time, double width, double harm, long urgentAfter) implements Order {
    /** Shortest predicted first. */
    public Shortest(long urgentAfter) {
      this(1, 0, 0, urgentAfter);
    }
  }
}
