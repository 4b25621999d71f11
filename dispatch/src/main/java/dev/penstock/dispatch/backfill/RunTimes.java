package dev.penstock.dispatch.backfill;

/** How run times are foretold. */
public sealed interface RunTimes {
  /** Every job is taken to run for as long as it asked for. */
  record Requested() implements RunTimes {}

  /**
   * From the user's own latest jobs, drawn towards the latest jobs of all users that asked for
   * about as long. That the same user's last few jobs foretell the next one is from Tsafrir, Etsion
   * and Feitelson (2007), "Backfilling using system-generated predictions rather than user runtime
   * estimates".
   *
   * @param own how many of the user's latest ended jobs count, at least 1
   * @param fading each of those counts this part of the one that ended after it, in (0, 1]
   * @param alike one with the same requested time counts this many times, at least 1
   * @param others how many latest jobs of the same class count; a class is a power of two of the
   *     requested time. At least 1
   * @param pull what the mean of the class weighs, where the user's latest job weighs 1; above 0
   */
  record History(int own, double fading, double alike, int others, double pull)
      implements RunTimes {}
}
