package dev.penstock.jobs;

import dev.penstock.engines.Engine;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the engines observe into the database. Observations may come twice, in any order and
 * again after a restart: what is settled already is passed over.
 */
final class Settler extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  private static final int BATCH = 64;

  private final Access access;
  private final Engines engines;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Collector collector;
  private final Settlement settlement;
  private final Milestones milestones;
  private final Queue<Observation> seen = new ConcurrentLinkedQueue<>();
  private final Queue<Ending> collected = new ConcurrentLinkedQueue<>();
  private final Map<AttemptId, Boolean> collecting = new ConcurrentHashMap<>();

  /** An end whose results have been taken in. */
  record Ending(Observation observation, Outcome.Kept kept) {
    AttemptId attempt() {
      return new AttemptId(observation.attempt());
    }
  }

  Settler(
      Access access,
      Engines engines,
      JobTable jobs,
      AttemptTable attempts,
      Collector collector,
      Settlement settlement,
      Milestones milestones) {
    super("settler", Duration.ofSeconds(1));
    this.access = access;
    this.engines = engines;
    this.jobs = jobs;
    this.attempts = attempts;
    this.collector = collector;
    this.settlement = settlement;
    this.milestones = milestones;
  }

  /** Takes an observation in; never blocks. */
  void accept(Observation observation) {
    if (observation.phase() == Phase.RUNNING) {
      milestones.reached(Milestones.Milestone.BEGAN);
    } else if (observation.phase() == Phase.ENDED) {
      milestones.reached(Milestones.Milestone.ENDED);
    }
    seen.add(observation);
    wake();
  }

  @Override
  public void start() {
    super.start();
    for (Engine engine : engines.all()) {
      engine.subscribe(this::accept);
    }
  }

  @Override
  protected void tick() {
    do {
      List<Observation> running = new ArrayList<>();
      List<Ending> endings = drain(running);
      if (running.isEmpty() && endings.isEmpty()) {
        return;
      }
      List<AttemptId> settled = access.system(() -> settlement.settle(running, endings));
      settled.forEach(collecting::remove);
      forget(endings);
    } while (!seen.isEmpty() || !collected.isEmpty());
  }

  /** Sorts what came in: ends that leave something behind are collected first. */
  private List<Ending> drain(List<Observation> running) {
    List<Observation> ended = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      Observation next = seen.poll();
      if (next == null) {
        break;
      }
      if (next.phase() == Phase.RUNNING) {
        running.add(next);
      } else if (next.phase() == Phase.ENDED) {
        ended.add(next);
      }
    }
    List<Ending> endings = new ArrayList<>();
    for (Ending ready = collected.poll(); ready != null; ready = collected.poll()) {
      endings.add(ready);
    }
    if (!ended.isEmpty()) {
      collect(ended, endings);
    }
    return endings;
  }

  private void collect(List<Observation> ended, List<Ending> endings) {
    List<AttemptId> ids = ended.stream().map(it -> new AttemptId(it.attempt())).distinct().toList();
    List<Attempt> known = access.system(() -> attempts.byIds(ids));
    Map<AttemptId, Attempt> byId =
        known.stream().collect(Collectors.toMap(Attempt::id, Function.identity()));
    Map<dev.penstock.shared.JobId, Job> jobsById =
        access
            .system(() -> jobs.byIds(known.stream().map(Attempt::job).distinct().toList()))
            .stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
    for (Observation end : ended) {
      Attempt attempt = byId.get(new AttemptId(end.attempt()));
      if (attempt == null || attempt.state() == AttemptState.ENDED) {
        endings.add(new Ending(end, Outcome.Kept.NONE));
        continue;
      }
      Job job = java.util.Objects.requireNonNull(jobsById.get(attempt.job()));
      if (!collector.hasAnything(job, attempt, end)) {
        endings.add(new Ending(end, Outcome.Kept.NONE));
      } else if (collecting.putIfAbsent(attempt.id(), true) == null) {
        Thread.ofVirtual().name("collect-" + attempt.id()).start(() -> collect(job, attempt, end));
      }
    }
  }

  private void collect(Job job, Attempt attempt, Observation end) {
    collected.add(new Ending(end, collector.collect(job, attempt, end)));
    wake();
  }

  /** What is settled needs the engine no more; what fails here is done again at the next start. */
  private void forget(List<Ending> endings) {
    for (Ending ending : endings) {
      for (Engine engine : engines.all()) {
        try {
          if (engine.observe(ending.observation().attempt()).phase() == Phase.ENDED) {
            engine.forget(ending.observation().attempt());
          }
        } catch (RuntimeException e) {
          LOG.warn("Engine {} can't forget {}.", engine.name(), ending.attempt(), e);
        }
      }
    }
  }
}
