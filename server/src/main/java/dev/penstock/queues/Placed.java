package dev.penstock.queues;

import dev.penstock.dispatch.Placement;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job, or a task of an array, that has been given its place.
 *
 * @param job the job; of a task the id that is its own from here on
 * @param entry what stood in the queue: the same job, or the array
 * @param task the task's index from 0; null for a single job
 * @param attempt the id of the attempt that starts there, chosen now so that a start that is done
 *     twice is done once
 * @param slots as many as it starts with, between its least and its nodes
 * @param generation the generation of the server that decided
 */
public record Placed(
    JobId job,
    JobId entry,
    @Nullable Integer task,
    OrgId org,
    AttemptId attempt,
    List<Placement.Slot> slots,
    long generation) {
  public Placed {
    slots = List.copyOf(slots);
  }
}
