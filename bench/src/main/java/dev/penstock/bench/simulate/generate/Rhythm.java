package dev.penstock.bench.simulate.generate;

import java.util.SplittableRandom;

/** How many jobs come when, as a part of the busiest hour; time begins on a Monday at midnight. */
enum Rhythm {
  /** As many at any time. */
  NONE,
  /** Few at night, most in the working hours. */
  DAY,
  /** As {@link #DAY}, and few at weekends. */
  WEEK;

  private static final long HOUR = 3_600;
  private static final double NIGHT = 0.25;
  private static final double EVENING = 0.6;
  private static final double WEEKEND = 0.4;

  double intensity(long seconds) {
    if (this == NONE) {
      return 1;
    }
    long hour = seconds / HOUR % 24;
    double day = hour < 8 || hour >= 23 ? NIGHT : hour >= 9 && hour < 18 ? 1 : EVENING;
    boolean weekend = this == WEEK && seconds / (24 * HOUR) % 7 >= 5;
    return weekend ? day * WEEKEND : day;
  }

  /**
   * An arrival within so many seconds. Those of a Poisson process, once it is known how many they
   * are, are drawn independently of each other from its intensity.
   */
  long arrival(SplittableRandom random, long span) {
    while (true) {
      long at = random.nextLong(span);
      if (random.nextDouble() < intensity(at)) {
        return at;
      }
    }
  }
}
