package dev.penstock.queues;

import dev.penstock.shared.JobId;
import java.util.List;
import java.util.Map;

/** Who must agree to placements before they stand: the jobs' side, which pays for them. */
public interface PlacementGate {

  /**
   * Accepts placements in the transaction of the decision, writing what must be written with them.
   *
   * @return those that can't start now, each with the reason; they go on waiting
   */
  Map<JobId, String> admit(List<Placed> placed);

  /**
   * Stops what runs so that others find room; it waits again. Called in the transaction of the
   * decision; nothing is told before that has committed.
   */
  void preempt(List<JobId> jobs);

  /** Called once the decision has been committed. */
  void placed();
}
