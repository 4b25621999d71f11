package dev.penstock.dispatch.centre;

/**
 * When a workload may start at the earliest, by its own wishes.
 *
 * @param at in milliseconds; {@link Long#MAX_VALUE} for never, as things stand
 * @param byPrice whether it is the cost curve that holds it
 */
record Timing(long at, boolean byPrice) {

  static Timing of(Workload work, CostCurve costs, long now) {
    Wishes wishes = work.wishes();
    long earliest = Math.max(now, wishes.earliest());
    Long wall = work.wallTime();
    long latest =
        wall == null || wishes.deadline() == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : wishes.deadline() - wall;
    long start = earliest;
    if (wishes.cheapest() && latest != Long.MAX_VALUE && wall != null) {
      start = costs.cheapest(earliest, latest, wall);
    }
    long affordable = costs.nextAtMost(wishes.priceCeiling(), start);
    return new Timing(affordable, affordable > earliest);
  }
}
