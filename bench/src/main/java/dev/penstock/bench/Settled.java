package dev.penstock.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for the end of all work of a tenant. */
final class Settled {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Settled() {}

  /**
   * Waits until nothing waits or runs, and no hold is open.
   *
   * @param rest between two looks
   */
  static void await(Centre centre, Duration rest) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (isOpen(centre)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the jobs do not end");
      }
      LockSupport.parkNanos(rest.toNanos());
    }
  }

  private static boolean isOpen(Centre centre) throws IOException, InterruptedException {
    return !centre.get("/v1/holds?limit=1").get("items").isEmpty()
        || !centre.get("/v1/jobs?state=QUEUED&limit=1").get("items").isEmpty()
        || !centre.get("/v1/jobs?state=STARTING&limit=1").get("items").isEmpty();
  }
}
