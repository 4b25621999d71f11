package dev.penstock.bench.simulate.variant;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;

/**
 * How nodes fail: each by itself, after times that are exponentially distributed.
 *
 * @param betweenHours mean time for which a node is there (MTBF)
 * @param repairHours mean time for which it is gone (MTTR)
 * @param checkpointSeconds work between two checkpoints; {@link Long#MAX_VALUE} where nothing is
 *     saved
 */
public record Faults(double betweenHours, double repairHours, long checkpointSeconds) {
  private static final double LEAST_HOURS = 0.001;
  private static final double MOST_HOURS = 10_000_000;
  private static final double MOST_MINUTES = 100_000;

  static Faults of(String hours, String checkpoint) throws Misused {
    String[] both = hours.split(",", -1);
    if (both.length != 2) {
      throw new Misused(
          ("--faults: \"%s\" must be two numbers of hours, the mean time between failures of a node"
                  + " and the mean time to repair, such as 1000,4; or none")
              .formatted(hours));
    }
    double between =
        Arguments.decimal("--faults, hours between failures", both[0], LEAST_HOURS, MOST_HOURS);
    double repair =
        Arguments.decimal("--faults, hours to repair", both[1], LEAST_HOURS, MOST_HOURS);
    if (checkpoint.equals("none")) {
      return new Faults(between, repair, Long.MAX_VALUE);
    }
    double minutes =
        Arguments.decimal("--checkpoint, in minutes (or none)", checkpoint, 1, MOST_MINUTES);
    return new Faults(between, repair, Math.round(minutes * 60));
  }
}
