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
   * @param whenUrgent the same while an urgent job waits
   * @param shortestFirst whether those behind are tried by shortest prediction, not in the queue's
   *     order
   */
  record Easy(int reservations, int whenUrgent, boolean shortestFirst) implements Backfill {
    /** With one reservation. */
    public Easy(boolean shortestFirst) {
      this(1, 1, shortestFirst);
    }
  }

  /**
   * Whoever delays nobody: each job is promised a start when it is handed in, which only ever
   * becomes earlier. Mu'alem and Feitelson (2001).
   */
  record Conservative() implements Backfill {}
}
