package dev.penstock.dispatch.queueing;

import java.util.List;

/**
 * The job starts now, or goes on after it was evicted.
 *
 * @param job the job's id
 * @param slots where; a gang gets all of them at once
 */
public record Start(long job, List<Slot> slots) {
  public Start {
    slots = List.copyOf(slots);
  }
}
