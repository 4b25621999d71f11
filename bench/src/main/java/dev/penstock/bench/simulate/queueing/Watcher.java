package dev.penstock.bench.simulate.queueing;

import dev.penstock.dispatch.queueing.Decision;
import dev.penstock.dispatch.queueing.Scheduler;

/** Is told what happens while a trace is replayed; it must leave the scheduler as it is. */
interface Watcher {
  /** Looks away. */
  Watcher NOBODY =
      new Watcher() {
        @Override
        public void submitted(long now, TraceJob job) {}

        @Override
        public void ended(long now, TraceJob job) {}

        @Override
        public void decided(long now, Scheduler scheduler, Decision decision) {}
      };

  /** A job has come. */
  void submitted(long now, TraceJob job);

  /** A job has ended; how long it ran is known from now on. */
  void ended(long now, TraceJob job);

  /** All that the instant brings is done. */
  void decided(long now, Scheduler scheduler, Decision decision);
}
