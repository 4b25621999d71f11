package dev.penstock.dispatch.queueing;

/** A rule of a policy; what it remembers from one cycle to the next is its own. */
interface Step {
  void apply(Cycle cycle);

  /** One that remembers the same, and from now on for itself; what remembers nothing is its own. */
  default Step copy() {
    return this;
  }
}
