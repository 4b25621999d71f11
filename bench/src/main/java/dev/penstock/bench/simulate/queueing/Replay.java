package dev.penstock.bench.simulate.queueing;

import dev.penstock.dispatch.queueing.Decision;
import dev.penstock.dispatch.queueing.Job;
import dev.penstock.dispatch.queueing.Partition;
import dev.penstock.dispatch.queueing.Policies;
import dev.penstock.dispatch.queueing.Policy;
import dev.penstock.dispatch.queueing.Scheduler;
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
    long left;
    long startedAt;
    int turn;
    int evictions;

    Run(TraceJob job) {
      this.job = job;
      left = job.seconds();
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
  private final Watcher watcher;
  private int next;

  private Replay(Policy policy, Trace trace, Watcher watcher) {
    this.policy = policy;
    this.watcher = watcher;
    jobs =
        trace.jobs().stream()
            .sorted(Comparator.comparingLong(TraceJob::submitted).thenComparingLong(TraceJob::id))
            .toList();
    scheduler = policy.over(trace.partitions(), trace.cardsPerNode());
    for (Partition it : trace.partitions()) {
      ledgers.put(it.queue(), new Ledger(it.nodes() * trace.cardsPerNode()));
    }
  }

  /** Plays it to the end of the last job. */
  static Outcome of(Policy policy, Trace trace) {
    return of(policy, trace, Watcher.NOBODY);
  }

  /** The same, while somebody is told of what happens. */
  static Outcome of(Policy policy, Trace trace, Watcher watcher) {
    return new Replay(policy, trace, watcher).run();
  }

  /**
   * Each queue on its own nodes under SJF, told the durations: what sharing must not fall behind.
   */
  static Outcome alone(Trace trace) {
    return of(Objects.requireNonNull(Policies.named("sjf")), trace);
  }

  private Outcome run() {
    long askAt = Decision.NEVER;
    long lastSubmitted = jobs.isEmpty() ? 0 : jobs.getLast().submitted();
    double utilisation = 0;
    while (fates.size() < jobs.size()) {
      long now = Math.min(nextEvent(), askAt);
      if (now == Decision.NEVER) {
        throw new IllegalStateException(
            "%s: %d jobs wait for ever".formatted(policy.name(), jobs.size() - fates.size()));
      }
      ledgers.values().forEach(it -> it.passTo(now));
      if (now <= lastSubmitted) {
        utilisation = utilisation(now);
      }
      end(now);
      submit(now);
      Decision decision = scheduler.decide(now);
      apply(now, decision);
      watcher.decided(now, scheduler, decision);
      askAt = decision.askAgainAt();
      ledgers.values().forEach(it -> it.settle(now));
    }
    return new Outcome(policy.name(), fates, ledgers, utilisation);
  }

  private double utilisation(long now) {
    double span = now - jobs.getFirst().submitted();
    double all = ledgers.values().stream().mapToDouble(Ledger::guaranteed).sum() * span;
    return span == 0 ? 0 : ledgers.values().stream().mapToDouble(Ledger::usedSeconds).sum() / all;
  }

  private long nextEvent() {
    long submitted = next < jobs.size() ? jobs.get(next).submitted() : Decision.NEVER;
    return ends.isEmpty() ? submitted : Math.min(submitted, ends.peek().time());
  }

  private void end(long now) {
    while (!ends.isEmpty() && ends.peek().time() <= now) {
      End end = ends.remove();
      Run run = runs.get(end.id());
      if (run != null && run.turn == end.turn()) {
        runs.remove(end.id());
        scheduler.ended(now, end.id());
        ledger(run).frees(run.job.cards());
        watcher.ended(now, run.job);
        fates.add(new Fate(run.job, now, run.evictions));
      }
    }
  }

  private void submit(long now) {
    for (; next < jobs.size() && jobs.get(next).submitted() <= now; next++) {
      TraceJob job = jobs.get(next);
      Long told = policy.told() ? job.seconds() : null;
      scheduler.submit(now, new Job(job.id(), job.queue(), job.cards(), told));
      Run run = new Run(job);
      runs.put(job.id(), run);
      ledger(run).waits(job.cards());
      watcher.submitted(now, job);
    }
  }

  private void apply(long now, Decision decision) {
    for (long id : decision.evictions()) {
      Run run = run(id);
      run.left += policy.lost().seconds(run.job.cards()) - (now - run.startedAt);
      run.turn++;
      run.evictions++;
      ledger(run).frees(run.job.cards());
      ledger(run).waits(run.job.cards());
    }
    for (Start start : decision.starts()) {
      Run run = run(start.job());
      run.startedAt = now;
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
