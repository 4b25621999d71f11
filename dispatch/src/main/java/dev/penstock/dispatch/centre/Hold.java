package dev.penstock.dispatch.centre;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Room on a node that is kept for somebody, [from, to) in milliseconds.
 *
 * @param owner the reservation's id, or the workload's
 * @param queue the queue whose work may use it, null for none
 * @param job the job that it is kept for, null for none
 * @param demand what is kept, null for the whole node
 */
record Hold(
    UUID owner,
    @Nullable Branch queue,
    @Nullable Job job,
    long from,
    long to,
    @Nullable Demand demand) {

  boolean isFor(Job other) {
    return (job != null && owner.equals(other.id()))
        || (queue != null && other.leaf().isWithin(queue));
  }
}
