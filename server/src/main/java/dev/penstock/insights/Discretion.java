package dev.penstock.insights;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the public may see, so that no tenant is recognised in it:
 *
 * <ul>
 *   <li>Nothing names an organisation, a person, a job, an attempt, a node.
 *   <li>A figure of jobs (how long they waited, how many wait) is over at least five jobs of at
 *       least three organisations, or is absent: too few to say. It is absent as well when there
 *       are none, so that nobody learns of a lonely one.
 *   <li>A count of jobs or of free places is a range; how long somebody waited is rounded.
 *   <li>Load is a figure of machines: their used share, in steps of a twentieth, over all nodes.
 *       Who uses less than a step moves it by one step at the most, or not at all.
 * </ul>
 */
final class Discretion {
  static final int LEAST_JOBS = 5;
  static final int LEAST_ORGANISATIONS = 3;

  /** Shares are whole multiples of one part of this many. */
  static final int STEPS = 20;

  private Discretion() {}

  /** Whether a figure over so many may be told. */
  static boolean isEnough(int jobs, int organisations) {
    return jobs >= LEAST_JOBS && organisations >= LEAST_ORGANISATIONS;
  }

  /** The used share of a total, 0 to 1 in steps; 0 where there is nothing to use. */
  static double share(double used, double total) {
    double exact = total > 0 ? Math.clamp(used / total, 0, 1) : 0;
    return Math.round(exact * STEPS) / (double) STEPS;
  }

  /** A range that the count is in. */
  static String range(long count) {
    if (count <= 0) {
      return "0";
    }
    return count < 5 ? "1-4" : count < 20 ? "5-19" : count < 100 ? "20-99" : "100+";
  }

  /** The range of a queue's length; null when it is too few to say. */
  static @Nullable String queue(int jobs, int organisations) {
    return isEnough(jobs, organisations) ? range(jobs) : null;
  }

  /** A wait in seconds: to five seconds up to five minutes, then to the minute. */
  static long wait(Duration exact) {
    long step = exact.compareTo(Duration.ofMinutes(5)) <= 0 ? 5 : 60;
    return Math.ceilDiv(exact.toSeconds(), step) * step;
  }
}
