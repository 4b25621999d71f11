package dev.penstock.jobs;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the database believes to run with what the engines have: at the start, and now and
 * then. It repeats observations that got lost, requests to stop that were never told, and removes
 * from the engines what is settled.
 */
final class Reconciler extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Engines engines;
  private final Settler settler;
  private final Clock clock;
  private final Set<AttemptId> missingBefore = new HashSet<>();

  Reconciler(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Engines engines,
      Settler settler,
      Clock clock) {
    super("reconciler", Duration.ofSeconds(10));
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.engines = engines;
    this.settler = settler;
    this.clock = clock;
  }

  @Override
  public void start() {
    super.start();
    wake();
  }

  @Override
  protected void tick() {
    for (Engine engine : engines.all()) {
      try {
        compare(engine);
      } catch (EngineException e) {
        // nothing is known of it now, which says nothing of the other engines
        LOG.warn("The engine {} can't be compared: {}", engine.name(), e.getMessage());
      }
    }
  }

  private void compare(Engine engine) {
    List<Attempt> open =
        access.system(attempts::open).stream()
            .filter(attempt -> attempt.engine().equals(engine.name()))
            .toList();
    Map<UUID, Observation> seen = new HashMap<>();
    engine.list().forEach(observation -> seen.put(observation.attempt(), observation));
    open.forEach(attempt -> compare(engine, attempt, seen.remove(attempt.id().value())));
    forget(engine, seen);
  }

  private void compare(
      Engine engine, Attempt attempt, @org.jspecify.annotations.Nullable Observation seen) {
    if (seen == null) {
      missing(attempt);
      return;
    }
    missingBefore.remove(attempt.id());
    if (seen.phase() == Phase.ENDED
        || (seen.phase() == Phase.RUNNING && attempt.state() == AttemptState.STARTING)) {
      settler.accept(seen);
    }
    if (seen.phase() != Phase.ENDED) {
      access
          .system(() -> jobs.byIds(List.of(attempt.job())))
          .forEach(
              job -> {
                if (job.state() == JobState.STOPPING) {
                  engine.stop(attempt.id().value(), Cause.CANCELLED, HoldPolicy.GRACE);
                }
              });
    }
  }

  /** Twice in a row, for the first look may have fallen between two steps of a start or an end. */
  private void missing(Attempt attempt) {
    if (missingBefore.add(attempt.id())) {
      return;
    }
    missingBefore.remove(attempt.id());
    LOG.warn("The engine {} does not know attempt {}.", attempt.engine(), attempt.id());
    settler.accept(
        new Observation(
            attempt.id().value(),
            Phase.ENDED,
            attempt.startedAt(),
            attempt.startedAt() == null
                ? clock.instant().truncatedTo(ChronoUnit.MICROS)
                : attempt.startedAt(),
            null,
            Cause.LOST,
            "the engine no longer knows it"));
  }

  private void forget(Engine engine, Map<UUID, Observation> others) {
    Set<AttemptId> ids = others.keySet().stream().map(AttemptId::new).collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return;
    }
    for (Attempt attempt : access.system(() -> attempts.byIds(ids))) {
      Observation seen = others.get(attempt.id().value());
      if (seen != null && attempt.state() == AttemptState.ENDED && seen.phase() == Phase.ENDED) {
        engine.forget(attempt.id().value());
      }
    }
  }
}
