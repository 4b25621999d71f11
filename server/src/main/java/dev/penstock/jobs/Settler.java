package dev.penstock.jobs;

import dev.penstock.engines.Engine;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
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
  private static final Duration GATHER = Duration.ofMillis(15);

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
      gather();
      List<Observation> running = new ArrayList<>();
      List<Ending> endings = drain(running);
      if (running.isEmpty() && endings.isEmpty()) {
        return;
      }
      try {
        settle(running, endings);
      } catch (RuntimeException e) {
        LOG.warn("{} ends can't be settled together; one by one.", endings.size(), e);
        settleOneByOne(running, endings);
      }
    } while (!seen.isEmpty() || !collected.isEmpty());
  }

  private void settle(List<Observation> running, List<Ending> endings) {
    access.system(() -> settlement.settle(running, endings)).forEach(collecting::remove);
    forget(endings);
  }

  /** So that one which can't be settled holds up no other; the reconciler brings it again. */
  private void settleOneByOne(List<Observation> running, List<Ending> endings) {
    for (Observation one : running) {
      attempt(() -> settle(List.of(one), List.of()), one.attempt());
    }
    for (Ending one : endings) {
      attempt(() -> settle(List.of(), List.of(one)), one.observation().attempt());
    }
  }

  private void attempt(Runnable settle, UUID attempt) {
    try {
      settle.run();
    } catch (RuntimeException e) {
      LOG.error("Attempt {} can't be settled now.", attempt, e);
      collecting.remove(new AttemptId(attempt));
    }
  }

  /** A short job's end often follows its start at once: one transaction then does for both. */
  private void gather() {
    if (collected.isEmpty() && seen.stream().allMatch(it -> it.phase() == Phase.RUNNING)) {
      LockSupport.parkNanos(GATHER.toNanos());
    }
  }

  /** Sorts what came in: ends that leave something behind are collected first. */
  private List<Ending> drain(List<Observation> running) {
    Map<UUID, Observation> started = new LinkedHashMap<>();
    Map<UUID, Observation> ended = new LinkedHashMap<>();
    for (int i = 0; i < BATCH; i++) {
      Observation next = seen.poll();
      if (next == null) {
        break;
      }
      if (next.phase() == Phase.RUNNING) {
        started.put(next.attempt(), next);
      } else if (next.phase() == Phase.ENDED) {
        ended.put(next.attempt(), next);
      }
    }
    List<Ending> endings = new ArrayList<>();
    for (Ending ready = collected.poll(); ready != null; ready = collected.poll()) {
      endings.add(ready);
    }
    if (!ended.isEmpty()) {
      collect(ended.values(), endings);
    }
    // an end says all that its start says
    endings.forEach(ending -> started.remove(ending.observation().attempt()));
    running.addAll(started.values());
    return endings;
  }

  private record Known(Map<AttemptId, Attempt> attempts, Map<JobId, Job> jobs) {}

  private Known look(Collection<Observation> ended) {
    List<Attempt> known =
        attempts.byIds(ended.stream().map(it -> new AttemptId(it.attempt())).toList());
    List<Job> theirs = jobs.byIds(known.stream().map(Attempt::job).distinct().toList());
    return new Known(
        known.stream().collect(Collectors.toMap(Attempt::id, Function.identity())),
        theirs.stream().collect(Collectors.toMap(Job::id, Function.identity())));
  }

  private void collect(Collection<Observation> ended, List<Ending> endings) {
    Known known = access.system(() -> look(ended));
    for (Observation end : ended) {
      Attempt attempt = known.attempts.get(new AttemptId(end.attempt()));
      if (attempt == null || attempt.state() == AttemptState.ENDED) {
        endings.add(new Ending(end, Outcome.Kept.NONE));
        continue;
      }
      Job job = Objects.requireNonNull(known.jobs.get(attempt.job()));
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
