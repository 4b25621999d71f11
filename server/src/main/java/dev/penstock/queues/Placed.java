package dev.penstock.queues;

import dev.penstock.dispatch.Placement;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.util.List;

/**
 * A job that has been given its place.
 *
 * @param attempt the id of the attempt that starts there, chosen now so that a start that is done
 *     twice is done once
 * @param generation the generation of the server that decided
 */
public record Placed(
    JobId job, OrgId org, AttemptId attempt, List<Placement.Slot> slots, long generation) {
  public Placed {
    slots = List.copyOf(slots);
  }
}
