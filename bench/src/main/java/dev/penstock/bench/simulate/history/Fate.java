package dev.penstock.bench.simulate.history;

/**
 * What became of a task that came within the time of the history, ran, and ended. Times are in
 * milliseconds.
 *
 * @param item what it is of
 * @param index which of its tasks
 * @param ready from when it could have run
 * @param ended when it had ended
 * @param work what it had to do, and did
 * @param stops how often it was stopped for others
 * @param interruptions how often it lost a node
 */
record Fate(
    Past.Item item, int index, long ready, long ended, long work, int stops, int interruptions) {
  private static final double MILLI = 1000;
  private static final long LEAST_WORK = 10_000;

  String queue() {
    return item.work().queue();
  }

  /** All the time in which it did not get on, what is done again included; seconds. */
  double waited() {
    return Math.max(0, ended - ready - work) / MILLI;
  }

  /** Seconds. */
  double completion() {
    return Math.max(work, ended - ready) / MILLI;
  }

  /** Bounded by 10 s of work. */
  double slowdown() {
    return Math.max(1, (double) Math.max(work, ended - ready) / Math.max(LEAST_WORK, work));
  }
}
