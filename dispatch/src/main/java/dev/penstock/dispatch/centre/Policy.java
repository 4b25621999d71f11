package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Scorer;

/**
 * How the kernel decides. Times are in milliseconds.
 *
 * @param placing which node a rank gets, of those with room
 * @param shortFirst how much of the predicted run time counts as if the workload had come later; 0
 *     for first in, first out
 * @param overtaken a workload is overtaken within its queue only by such as came at most this much
 *     later
 * @param longestWait what has waited so long goes before all others, whatever its queue has used
 * @param halfLife after which past usage counts half in a queue's share; 0 where only the present
 *     counts
 * @param held for so many of those that find no room, by model, room is kept as of the time when
 *     there will be some: 1 is EASY backfill, many is conservative backfill, 0 lets small ones pass
 *     for ever
 * @param reclaimAfter how long a queue below its guarantee waits before borrowers are stopped
 * @param stopsPerHour how many tasks are stopped for others, at most
 * @param movesAfter how long one waits before smaller ones are moved out of its way; {@link
 *     Long#MAX_VALUE} for never
 */
public record Policy(
    Scorer.Policy placing,
    double shortFirst,
    long overtaken,
    long longestWait,
    long halfLife,
    int held,
    long reclaimAfter,
    int stopsPerHour,
    long movesAfter) {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  public Policy {
    if (!(shortFirst >= 0)
        || overtaken < 0
        || longestWait < 0
        || halfLife < 0
        || held < 0
        || reclaimAfter < 0
        || stopsPerHour < 0
        || movesAfter < 0) {
      throw new IllegalArgumentException("a policy's figures must be 0 or more");
    }
  }

  /**
   * What suits a centre: shares with a memory of a day, the shorter rather first by up to an hour,
   * EASY backfill, guarantees back within two minutes.
   */
  public static Policy usual(Scorer.Policy placing) {
    return new Policy(
        placing,
        /* shortFirst= */ 0.25,
        /* overtaken= */ HOUR,
        /* longestWait= */ 24 * HOUR,
        /* halfLife= */ 24 * HOUR,
        /* held= */ 1,
        /* reclaimAfter= */ 2 * MINUTE,
        /* stopsPerHour= */ 60,
        /* movesAfter= */ 30 * MINUTE);
  }
}
