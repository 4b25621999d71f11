package dev.penstock.dispatch.backfill;

/** Who may go before those that wait in front. */
public sealed interface Backfill {
  /** Nobody: once one job waits, all behind it wait. */
  record None() implements Backfill {}

  /**
   * Whoever delays none of the first few waiting jobs beyond the start that the running jobs'
   * requested times allow them. With one reservation it is EASY, Mu'alem and Feitelson (2001),
   * "Utilization, predictability, workloads, and user runtime estimates in scheduling the IBM SP2
   * with backfilling"; with {@code shortestFirst} it is EASY-SJBF, Tsafrir et al. (2007).
   *
   * @param reservations how many of the first waiting jobs are not delayed, at least 1
   * @param whenLate the same while a late job waits, see {@link Order#lateAfter}
   * @param shortestFirst whether those behind are tried by shortest prediction, not in the queue's
   *     order
   * @param trust while no job is late, a job that goes first is taken to run for this many times
   *     its predicted run time, at most for its requested time, as in EASY++ of Tsafrir et al.;
   *     reservations are then no promises. {@link Double#POSITIVE_INFINITY} to count on requested
   *     times only
   */
  record Easy(int reservations, int whenLate, boolean shortestFirst, double trust)
      implements Backfill {
    /** With one reservation that holds. */
    public Easy(boolean shortestFirst) {
      this(1, 1, shortestFirst, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Whoever delays nobody: each job is promised a start when it is handed in, which only ever
   * becomes earlier. Mu'alem and Feitelson (2001).
   */
  record Conservative() implements Backfill {}
}
