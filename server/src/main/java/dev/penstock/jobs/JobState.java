package dev.penstock.jobs;

import java.util.Set;

/** The states of a job. Those that end it are final. */
public enum JobState {
  /** Waits for a place. */
  QUEUED,
  /** Has a place; its program is being started. */
  STARTING,
  /** Its program runs. */
  RUNNING,
  /** Is being stopped. */
  STOPPING,
  /** Ended well; its results are kept. */
  SUCCEEDED,
  /** Ended, but not well; its result says why. */
  FAILED,
  /** Was stopped on request. */
  CANCELLED;

  private static final Set<JobState> TERMINAL = Set.of(SUCCEEDED, FAILED, CANCELLED);

  /** Whether nothing follows. */
  public boolean isTerminal() {
    return TERMINAL.contains(this);
  }

  /**
   * Checks a transition.
   *
   * @throws IllegalStateException when it is not one, with both states
   */
  public JobState to(JobState next) {
    boolean allowed =
        switch (this) {
          case QUEUED -> Set.of(STARTING, CANCELLED, FAILED).contains(next);
          case STARTING -> next != STARTING;
          case RUNNING -> next != STARTING && next != RUNNING;
          // a stop that meets an end of the program's own keeps that end
          case STOPPING -> next.isTerminal();
          case SUCCEEDED, FAILED, CANCELLED -> false;
        };
    if (!allowed) {
      throw new IllegalStateException("a job that is " + this + " can't become " + next);
    }
    return next;
  }
}
