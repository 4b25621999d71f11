package dev.penstock.queues;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Node;
import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.Workload;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.util.List;

/**
 * What waits and what has a place, at one moment.
 *
 * @param nodes the fleet less what has a place
 * @param places what has one
 * @param queue what waits, in the dispatcher's order; so many as it looks at
 */
public record QueueState(List<Node> nodes, List<Place> places, List<Workload> queue) {

  /** What an attempt has. */
  public record Place(AttemptId attempt, JobId job, List<Placement.Slot> slots, Demand demand) {}
}
