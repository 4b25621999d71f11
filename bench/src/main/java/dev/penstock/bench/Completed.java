package dev.penstock.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What Slurm's accounting has of jobs, by the beginning of their names. */
record Completed(SlurmLaboratory lab) {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofSeconds(1);

  /**
   * Makes sure that so many of them are completed and no other was there; the accounting is written
   * a little later than jobs end.
   */
  void require(long jobs, String prefix) throws IOException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    long completed = count(prefix);
    while (completed < jobs && System.nanoTime() < deadline) {
      LockSupport.parkNanos(REST.toNanos());
      completed = count(prefix);
    }
    if (completed != jobs) {
      throw new IOException(
          "Slurm's accounting has %d completed jobs of %s*, not %d"
              .formatted(completed, prefix, jobs));
    }
  }

  /** How many are completed. */
  long count(String prefix) throws IOException {
    return lab.with(
            "sacct",
            "-nPXa",
            "--starttime=now-1hour",
            "--state=COMPLETED",
            "--endtime=now",
            "--format=JobName%120")
        .lines()
        .filter(it -> it.startsWith(prefix))
        .count();
  }
}
