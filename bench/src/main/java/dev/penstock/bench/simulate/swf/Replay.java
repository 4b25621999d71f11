package dev.penstock.bench.simulate.swf;

import dev.penstock.dispatch.backfill.BackfillKernel;
import dev.penstock.dispatch.backfill.Job;
import dev.penstock.dispatch.backfill.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Plays a trace's arrivals and run times to a kernel, event by event. */
final class Replay {
  private record End(long at, long id) {}

  /**
   * A job that ran.
   *
   * @param job the job
   * @param started when it started, in the trace's seconds
   */
  record Ran(SwfJob job, long started) {
    long waited() {
      return started - job.submitted();
    }
  }

  private final BackfillKernel kernel;
  private final List<SwfJob> jobs;
  private final Map<Long, SwfJob> byId = new HashMap<>();
  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparingLong(End::at).thenComparingLong(End::id));
  private final List<Ran> ran = new ArrayList<>();
  private int next;

  private Replay(BackfillKernel kernel, List<SwfJob> jobs) {
    this.kernel = kernel;
    this.jobs = jobs;
    jobs.forEach(it -> byId.put(it.id(), it));
  }

  /**
   * All jobs, by start. At one moment ends come first, then arrivals, then one decision. Jobs end
   * at their requested time at the latest.
   *
   * @param processors how many the machine has, at least as many as the widest job
   * @param jobs by arrival
   * @param policy how to decide
   */
  static List<Ran> of(int processors, List<SwfJob> jobs, Policy policy) {
    Replay replay = new Replay(new BackfillKernel(processors, policy), jobs);
    while (replay.ran.size() < jobs.size()) {
      replay.step(replay.nextMoment());
    }
    return replay.ran;
  }

  private long nextMoment() {
    long moment = next < jobs.size() ? jobs.get(next).submitted() : Long.MAX_VALUE;
    End end = ends.peek();
    if (end != null) {
      moment = Math.min(moment, end.at());
    }
    OptionalLong decision = kernel.nextDecision();
    if (decision.isPresent()) {
      moment = Math.min(moment, decision.getAsLong());
    }
    if (moment == Long.MAX_VALUE) {
      throw new IllegalStateException(kernel.waiting() + " jobs wait for ever");
    }
    return moment;
  }

  private void step(long now) {
    for (End end = ends.peek(); end != null && end.at() <= now; end = ends.peek()) {
      kernel.ended(now, end.id());
      ends.remove();
    }
    for (; next < jobs.size() && jobs.get(next).submitted() <= now; next++) {
      SwfJob it = jobs.get(next);
      kernel.submit(now, new Job(it.id(), it.processors(), it.requested(), it.user()));
    }
    for (Job job : kernel.decide(now)) {
      SwfJob it = byId.get(job.id());
      if (it != null) {
        ran.add(new Ran(it, now));
        ends.add(new End(now + Math.min(it.ranFor(), it.requested()), it.id()));
      }
    }
  }
}
