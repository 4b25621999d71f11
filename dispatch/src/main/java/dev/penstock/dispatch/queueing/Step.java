package dev.penstock.dispatch.queueing;

/** A rule of a policy; what it remembers from one cycle to the next is its own. */
interface Step {
  void apply(Cycle cycle);
}
