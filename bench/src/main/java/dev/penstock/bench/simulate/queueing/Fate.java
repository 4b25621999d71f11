package dev.penstock.bench.simulate.queueing;

/**
 * What became of a job.
 *
 * @param job the job
 * @param ended when it had ended, in seconds since the trace's origin
 * @param evictions how often it was evicted
 * @param interruptions how often its node was lost
 */
record Fate(TraceJob job, long ended, int evictions, int interruptions) {
  /** Seconds from its coming to its end (job completion time, JCT). */
  long completion() {
    return ended - job.submitted();
  }

  /** Seconds that it did not work: it waited, or did again what an eviction or a fault had cost. */
  long waited() {
    return completion() - job.seconds();
  }

  /** Its completion time by its run time, of which at least 10 s are reckoned; 1 or more. */
  double slowdown() {
    return Math.max(1, completion() / (double) Math.max(10, job.seconds()));
  }
}
