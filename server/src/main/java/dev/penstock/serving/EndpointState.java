package dev.penstock.serving;

import java.util.Set;

/** The states of an endpoint. Those that end it are final. */
public enum EndpointState {
  /** Its replica waits for a place, or loads the model. */
  STARTING,
  /** Its replica answers. */
  READY,
  /** Its replica is being stopped. */
  STOPPING,
  /** Was stopped on request. */
  STOPPED,
  /** Its replica ended by itself; the endpoint's reason says why. */
  FAILED;

  /** Whether nothing follows; the name is free again. */
  public boolean isTerminal() {
    return this == STOPPED || this == FAILED;
  }

  /**
   * Checks a transition.
   *
   * @throws IllegalStateException when it is not one, with both states
   */
  EndpointState to(EndpointState next) {
    boolean allowed =
        switch (this) {
          case STARTING -> Set.of(READY, STOPPING, FAILED).contains(next);
          // a replica that is started again elsewhere has to load its model first
          case READY -> Set.of(STARTING, STOPPING, FAILED).contains(next);
          case STOPPING -> next == STOPPED;
          case STOPPED, FAILED -> false;
        };
    if (!allowed) {
      throw new IllegalStateException("an endpoint that is " + this + " can't become " + next);
    }
    return next;
  }
}
