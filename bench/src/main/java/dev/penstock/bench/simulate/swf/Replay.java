package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.variant.FaultPlan;
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
import org.jspecify.annotations.Nullable;

/** Plays a trace's arrivals and run times to a kernel, event by event. */
final class Replay {
  private record End(long at, long id, int turn) {}

  /**
   * A job that has ended.
   *
   * @param job the job
   * @param ended when, in the trace's seconds
   * @param interruptions how often its node was lost
   */
  record Ran(SwfJob job, long ended, int interruptions) {
    /** Seconds that it ran to some end: at most for its requested time. */
    long ranFor() {
      return Math.min(job.ranFor(), job.requested());
    }

    /** Seconds for which it waited, or did again what a fault had cost. */
    long waited() {
      return ended - job.submitted() - ranFor();
    }
  }

  /**
   * What came of it.
   *
   * @param ran the jobs, by end
   * @param course how the machine stood over time
   * @param nodesLost how often a node was lost
   * @param lostSeconds processor-seconds of work that was done again because of that
   */
  record Outcome(List<Ran> ran, Course course, int nodesLost, double lostSeconds) {
    /** The processor-hours of work that was done again. */
    double lostHours() {
      return lostSeconds / 3_600;
    }
  }

  private static final class Run {
    final SwfJob job;
    long left;
    long requested;
    long startedAt;
    int turn;
    int interruptions;

    Run(SwfJob job) {
      this.job = job;
      left = Math.min(job.ranFor(), job.requested());
      requested = job.requested();
    }

    Job asked() {
      return new Job(job.id(), job.processors(), requested, job.user());
    }
  }

  private final BackfillKernel kernel;
  private final List<SwfJob> jobs;
  private final Map<Long, Run> runs = new HashMap<>();
  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparingLong(End::at).thenComparingLong(End::id));
  private final List<Ran> ran = new ArrayList<>();
  private final Course course;
  private final FaultPlan faults;
  private final long checkpoint;
  private final @Nullable Nodes nodes;
  private int next;
  private int nodesLost;
  private double lostSeconds;

  private Replay(Machine machine, List<SwfJob> jobs, Policy policy) {
    kernel = new BackfillKernel(machine.processors(), policy);
    this.jobs = jobs;
    long from = jobs.isEmpty() ? 0 : jobs.getFirst().submitted();
    int count = Nodes.count(machine.processors(), machine.perNode());
    course = new Course(machine.processors(), from);
    faults = new FaultPlan(machine.faults(), count, machine.seed(), from);
    checkpoint = machine.faults() == null ? Long.MAX_VALUE : machine.faults().checkpointSeconds();
    nodes = machine.faults() == null ? null : new Nodes(machine.processors(), machine.perNode());
  }

  /**
   * Plays all jobs to their ends. At one moment ends come first, then faults, arrivals, and one
   * decision. Jobs end at their requested time at the latest.
   *
   * @param jobs by arrival
   * @param policy how to decide
   * @throws FaultPlan.Endless when nodes fail too often for that
   */
  static Outcome of(Machine machine, List<SwfJob> jobs, Policy policy) {
    Replay replay = new Replay(machine, jobs, policy);
    while (replay.ran.size() < jobs.size()) {
      replay.step(replay.nextMoment());
    }
    return new Outcome(replay.ran, replay.course, replay.nodesLost, replay.lostSeconds);
  }

  private long nextMoment() {
    long moment = next < jobs.size() ? jobs.get(next).submitted() : Long.MAX_VALUE;
    moment = Math.min(moment, faults.next());
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
    end(now);
    while (faults.next() <= now) {
      fail(now, faults.take());
    }
    for (; next < jobs.size() && jobs.get(next).submitted() <= now; next++) {
      Run run = new Run(jobs.get(next));
      runs.put(run.job.id(), run);
      kernel.submit(now, run.asked());
    }
    for (Job job : kernel.decide(now)) {
      Run run = run(job.id());
      run.startedAt = now;
      if (nodes != null) {
        nodes.start(job.id(), job.processors());
      }
      ends.add(new End(now + run.left, job.id(), run.turn));
    }
    course.settle(now, kernel.free(), kernel.waiting());
  }

  private void end(long now) {
    for (End end = ends.peek(); end != null && end.at() <= now; end = ends.peek()) {
      ends.remove();
      Run run = runs.get(end.id());
      if (run != null && run.turn == end.turn()) {
        kernel.ended(now, end.id());
        runs.remove(end.id());
        if (nodes != null) {
          nodes.end(end.id());
        }
        ran.add(new Ran(run.job, now, run.interruptions));
      }
    }
  }

  private void fail(long now, FaultPlan.Change change) {
    if (nodes == null) {
      return;
    }
    int size = nodes.size(change.node());
    if (!change.lost()) {
      nodes.restore(change.node());
      kernel.back(now, size);
      course.resize(size);
      return;
    }
    nodesLost++;
    for (long id : nodes.on(change.node())) {
      interrupt(now, run(id));
      nodes.end(id);
    }
    nodes.lose(change.node());
    kernel.lost(now, size);
    course.resize(-size);
  }

  /** What it has saved it needn't ask for again. */
  private void interrupt(long now, Run run) {
    long did = now - run.startedAt;
    long done = Math.min(run.job.ranFor(), run.job.requested()) - run.left + did;
    long lost = done % checkpoint;
    run.left += lost - did;
    run.requested = Math.max(1, run.requested + lost - did);
    run.turn++;
    run.interruptions++;
    lostSeconds += (double) lost * run.job.processors();
    kernel.interrupted(now, run.asked());
  }

  private Run run(long id) {
    Run run = runs.get(id);
    if (run == null) {
      throw new IllegalStateException("job " + id + " is not there");
    }
    return run;
  }
}
