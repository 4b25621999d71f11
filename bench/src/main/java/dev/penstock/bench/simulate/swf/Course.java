package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.chart.Timeline;

/** How the machine stands while a trace is replayed: over time, and in sums. */
final class Course {
  final Timeline utilisation = new Timeline();
  final Timeline waiting = new Timeline();
  final Timeline processors = new Timeline();

  private final long from;
  private int there;
  private int thereBefore;
  private int free;
  private int waits;
  private long at;
  private double thereSeconds;
  private double usedSeconds;
  private double idleSeconds;

  Course(int processors, long from) {
    this.from = from;
    there = processors;
    thereBefore = processors;
    free = processors;
    at = from;
  }

  /** So many processors more are there, or fewer. */
  void resize(int by) {
    there += by;
  }

  /** To be called when all that an instant brings is done; until then all was as the last time. */
  void settle(long now, int freeNow, int waitingNow) {
    double seconds = now - at;
    thereSeconds += seconds * thereBefore;
    usedSeconds += seconds * (thereBefore - free);
    idleSeconds += waits > 0 ? seconds * free : 0;
    at = now;
    thereBefore = there;
    free = freeNow;
    waits = waitingNow;
    utilisation.set(now, there == 0 ? 0 : 100.0 * (there - free) / there);
    waiting.set(now, waits);
    processors.set(now, there);
  }

  long from() {
    return from;
  }

  /** When all had ended. */
  long to() {
    return at;
  }

  /** Processor-seconds held by those that there were, from the first arrival to the last end. */
  double utilisation() {
    return thereSeconds == 0 ? 0 : usedSeconds / thereSeconds;
  }

  /** The part of all processor-seconds that were free although jobs waited; 0 to 1. */
  double idleWhileWaiting() {
    return thereSeconds == 0 ? 0 : idleSeconds / thereSeconds;
  }
}
