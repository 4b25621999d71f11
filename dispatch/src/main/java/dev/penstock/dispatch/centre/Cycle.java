package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.UUID;

/**
 * What is to be done now: first the preemptions, then the starts.
 *
 * @param starts what starts; it holds its place from now on
 * @param preemptions what is to be stopped; it holds its place until its end is told, and waits
 *     again then
 * @param doomed workloads that can never run, since what they must follow did not end well
 * @param askAgainAt when to ask again though nothing has happened by then, in milliseconds; {@link
 *     #NEVER} when only an event can change anything
 */
public record Cycle(
    List<Start> starts, List<Preemption> preemptions, List<UUID> doomed, long askAgainAt) {
  /** No need to ask before the next event. */
  public static final long NEVER = Long.MAX_VALUE;

  public Cycle {
    starts = List.copyOf(starts);
    preemptions = List.copyOf(preemptions);
    doomed = List.copyOf(doomed);
  }

  /**
   * A start.
   *
   * @param slots one for each rank, by role, in rank order
   */
  public record Start(TaskId task, List<Slot> slots) {
    public Start {
      slots = List.copyOf(slots);
    }
  }

  /**
   * A stop that makes room.
   *
   * @param task what is stopped
   * @param why for what
   * @param winner the workload that the room is for
   */
  public record Preemption(TaskId task, Why why, UUID winner) {
    /** The reasons. */
    public enum Why {
      /** A queue takes its guaranteed share back. */
      RECLAIM,
      /** It goes on elsewhere, so that a larger one finds a whole node. */
      MOVE
    }
  }
}
