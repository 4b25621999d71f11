package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.dispatch.queueing.Decision;
import dev.penstock.dispatch.queueing.Job;
import dev.penstock.dispatch.queueing.Partition;
import dev.penstock.dispatch.queueing.Policies;
import dev.penstock.dispatch.queueing.Policy;
import dev.penstock.dispatch.queueing.Scheduler;
import dev.penstock.dispatch.queueing.Slot;
import dev.penstock.dispatch.queueing.Start;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/** Plays a trace through a policy, event by event. */
final class Replay {
  private record End(long time, long id, int turn) {}

  private static final class Run {
    final TraceJob job;
    List<Slot> slots = List.of();
    long left;
    long startedAt;
    int turn;
    int evictions;
    int interruptions;

    Run(TraceJob job) {
      this.job = job;
      left = job.seconds();
    }

    /** Its end is no longer what it was; it has so much more to do than was left. */
    void stop(long now, long lost) {
      left += lost - (now - startedAt);
      turn++;
    }
  }

  private final Policy policy;
  private final Scheduler scheduler;
  private final List<TraceJob> jobs;
  private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
  private final Map<Long, Run> runs = new HashMap<>();
  private final PriorityQueue<End> ends =
      new PriorityQueue<>(Comparator.comparingLong(End::time).thenComparingLong(End::id));
  private final List<Fate> fates = new ArrayList<>();
  private final FaultPlan faults;
  private final long checkpoint;
  private final Course course;
  private final Watcher watcher;
  private int next;
  private int nodesLost;
  private double lostCardSeconds;

  private Replay(Setup setup, Watcher watcher) {
    this.watcher = watcher;
    policy = setup.policy();
    Trace trace = setup.trace();
    jobs =
        trace.jobs().stream()
            .sorted(Comparator.comparingLong(TraceJob::submitted).thenComparingLong(TraceJob::id))
            .toList();
    scheduler = policy.over(trace.partitions(), trace.cardsPerNode());
    for (Partition it : trace.partitions()) {
      ledgers.put(it.queue(), new Ledger(it.nodes() * trace.cardsPerNode()));
    }
    int nodes = trace.partitions().stream().mapToInt(Partition::nodes).sum();
    long from = jobs.isEmpty() ? 0 : jobs.getFirst().submitted();
    long until = jobs.isEmpty() ? 0 : jobs.getLast().submitted();
    course = new Course(nodes, trace.cardsPerNode(), from, until, ledgers.size());
    faults = new FaultPlan(setup.faults(), nodes, setup.seed(), from);
    checkpoint = setup.faults() == null ? Long.MAX_VALUE : setup.faults().checkpointSeconds();
  }

  /**
   * Plays it to the end of the last job.
   *
   * @throws FaultPlan.Endless when nodes fail too often for that
   */
  static Outcome of(Setup setup) {
    return of(setup, Watcher.NOBODY);
  }

  /** The same, while somebody is told of what happens. */
  static Outcome of(Setup setup, Watcher watcher) {
    return new Replay(setup, watcher).run();
  }

  /**
   * Each queue on its own nodes under SJF, told the durations: what sharing must not fall behind.
   */
  static Outcome alone(Setup setup) {
    return of(apart(setup));
  }

  /** What {@link #alone} plays. */
  static Setup apart(Setup setup) {
    return setup.under(Objects.requireNonNull(Policies.named("sjf")));
  }

  private Outcome run() {
    long askAt = Decision.NEVER;
    while (fates.size() < jobs.size()) {
      long now = Math.min(nextEvent(), askAt);
      if (now == Decision.NEVER) {
        throw new IllegalStateException(
            "%s: %d jobs wait for ever".formatted(policy.name(), jobs.size() - fates.size()));
      }
      ledgers.values().forEach(it -> it.passTo(now));
      course.passTo(now);
      end(now);
      fail(now);
      submit(now);
      Decision decision = scheduler.decide(now);
      apply(now, decision);
      watcher.decided(now, scheduler, decision);
      askAt = decision.askAgainAt();
      ledgers.values().forEach(it -> it.settle(now));
      course.settle(now, ledgers.values());
    }
    return new Outcome(policy.name(), fates, ledgers, course, nodesLost, lostCardSeconds);
  }

  private long nextEvent() {
    long submitted = next < jobs.size() ? jobs.get(next).submitted() : Decision.NEVER;
    long event = Math.min(submitted, faults.next());
    return ends.isEmpty() ? event : Math.min(event, ends.peek().time());
  }

  private void end(long now) {
    while (!ends.isEmpty() && ends.peek().time() <= now) {
      End end = ends.remove();
      Run run = runs.get(end.id());
      if (run != null && run.turn == end.turn()) {
        runs.remove(end.id());
        scheduler.ended(now, end.id());
        ledger(run).frees(run.job.cards());
        course.give(run.slots);
        watcher.ended(now, run.job);
        fates.add(new Fate(run.job, now, run.evictions, run.interruptions));
      }
    }
  }

  private void fail(long now) {
    while (faults.next() <= now) {
      FaultPlan.Change change = faults.take();
      if (!change.lost()) {
        scheduler.back(now, change.node());
        course.restore(change.node());
        continue;
      }
      nodesLost++;
      for (long id : scheduler.lost(now, change.node(), checkpoint)) {
        Run run = run(id);
        long done = run.job.seconds() - run.left + now - run.startedAt;
        long lost = Math.max(0, done) % checkpoint;
        run.stop(now, lost);
        run.interruptions++;
        lostCardSeconds += (double) lost * run.job.cards();
        waitsAgain(run);
      }
      course.lose(change.node());
    }
  }

  private void waitsAgain(Run run) {
    ledger(run).frees(run.job.cards());
    ledger(run).waits(run.job.cards());
    course.give(run.slots);
    course.waits(1);
    run.slots = List.of();
  }

  private void submit(long now) {
    for (; next < jobs.size() && jobs.get(next).submitted() <= now; next++) {
      TraceJob job = jobs.get(next);
      Long told = policy.told() ? job.seconds() : null;
      scheduler.submit(now, new Job(job.id(), job.queue(), job.cards(), told));
      Run run = new Run(job);
      runs.put(job.id(), run);
      ledger(run).waits(job.cards());
      course.waits(1);
      watcher.submitted(now, job);
    }
  }

  private void apply(long now, Decision decision) {
    for (long id : decision.evictions()) {
      Run run = run(id);
      run.stop(now, policy.lost().seconds(run.job.cards()));
      run.evictions++;
      waitsAgain(run);
    }
    for (Start start : decision.starts()) {
      Run run = run(start.job());
      run.startedAt = now;
      run.slots = start.slots();
      course.take(run.slots);
      course.waits(-1);
      ends.add(new End(now + run.left, start.job(), run.turn));
      ledger(run).starts(run.job.cards());
    }
  }

  private Run run(long id) {
    Run run = runs.get(id);
    if (run == null) {
      throw new IllegalStateException("%s: job %d is not there".formatted(policy.name(), id));
    }
    return run;
  }

  private Ledger ledger(Run run) {
    Ledger ledger = ledgers.get(run.job.queue());
    if (ledger == null) {
      throw new IllegalStateException("no ledger for " + run.job.queue());
    }
    return ledger;
  }
}
