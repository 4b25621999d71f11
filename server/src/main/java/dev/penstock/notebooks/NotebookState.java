package dev.penstock.notebooks;

import java.util.Set;

/** The states of a notebook. */
public enum NotebookState {
  /** Nothing runs; its folder is kept. */
  STOPPED,
  /** Its job waits for a place, or Jupyter is starting. */
  STARTING,
  /** Jupyter answers. */
  READY,
  /** Its job is being stopped. */
  STOPPING,
  /** Its job ended by itself; the notebook's reason says why. It can be started again. */
  FAILED;

  /** Whether it has no job that runs or is going to. */
  boolean isOff() {
    return this == STOPPED || this == FAILED;
  }

  /**
   * Checks a transition.
   *
   * @throws IllegalStateException when it is not one, with both states
   */
  NotebookState to(NotebookState next) {
    boolean allowed =
        switch (this) {
          case STOPPED, FAILED -> next == STARTING;
          case STARTING -> Set.of(READY, STOPPING, STOPPED, FAILED).contains(next);
          // a job that is started again elsewhere has to become ready first
          case READY -> Set.of(STARTING, STOPPING, STOPPED, FAILED).contains(next);
          case STOPPING -> next == STOPPED;
        };
    if (!allowed) {
      throw new IllegalStateException("a notebook that is " + this + " can't become " + next);
    }
    return next;
  }
}
