package dev.penstock.dispatch.queueing;

import java.util.List;

/**
 * What is to be done now: first the evictions, then the starts. A job in both is moved.
 *
 * @param evictions ids of running jobs that give up their cards and wait again
 * @param starts what starts
 * @param askAgainAt when to ask again though nothing has happened by then, in seconds; {@link
 *     #NEVER} when only an event can change anything
 */
public record Decision(List<Long> evictions, List<Start> starts, long askAgainAt) {
  /** No need to ask before the next event. */
  public static final long NEVER = Long.MAX_VALUE;

  public Decision {
    evictions = List.copyOf(evictions);
    starts = List.copyOf(starts);
  }
}
