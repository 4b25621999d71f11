package dev.penstock.dispatch.queueing;

import java.util.List;

/** A scheduler that can be tried out. */
interface Forkable extends Scheduler {
  /**
   * One in the same state, which goes its own way from here; to be used only until this one is told
   * of the next event. It learns nothing of how long jobs run. Nodes that are lost are lost to it
   * too.
   */
  Forkable fork();

  /** All that run or wait, in an order that depends on nothing but the events. */
  List<Task> tasks();
}
