package dev.penstock.dispatch.backfill;

/**
 * What is known of a job when it is handed in.
 *
 * @param id unique among all jobs that one kernel ever sees
 * @param processors how many it holds while it runs, at least 1
 * @param requested the longest it may run, in seconds, at least 1
 * @param user whose job it is; predictions learn by user
 */
public record Job(long id, int processors, long requested, String user) {
  public Job {
    if (processors < 1) {
      throw new IllegalArgumentException("processors is " + processors + "; at least 1 is needed");
    }
    if (requested < 1) {
      throw new IllegalArgumentException("requested is " + requested + " s; at least 1 is needed");
    }
  }
}
