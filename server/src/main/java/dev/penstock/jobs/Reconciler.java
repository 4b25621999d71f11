package dev.penstock.jobs;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the database believes to run with what the engines have: at the start, and now and
 * then. It repeats observations that got lost and stops that were never told, ends what is ours and
 * nobody wants, and removes from the engines what is settled.
 *
 * <p>Of an engine that can't be asked nothing is known: its attempts stay as they are.
 */
final class Reconciler extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Access access;
  private final AttemptTable attempts;
  private final Stops stops;
  private final Engines engines;
  private final Consumer<Observation> settler;
  private final Clock clock;
  private final Set<AttemptId> missingBefore = new HashSet<>();

  Reconciler(
      Access access,
      AttemptTable attempts,
      Stops stops,
      Engines engines,
      Consumer<Observation> settler,
      Clock clock) {
    super("reconciler", Duration.ofSeconds(10));
    this.access = access;
    this.attempts = attempts;
    this.stops = stops;
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
      } catch (RuntimeException e) {
        LOG.warn(
            "Engine {} can't be compared now: what it runs is unknown, and is left as it is.",
            engine.name(),
            e);
      }
    }
  }

  private void compare(Engine engine) {
    List<Attempt> open = access.system(() -> attempts.openAt(engine.name()));
    Map<UUID, Observation> seen = new HashMap<>();
    engine.list().forEach(observation -> seen.put(observation.attempt(), observation));
    open.forEach(attempt -> compare(attempt, seen.remove(attempt.id().value())));
    access
        .system(() -> stops.askedAt(engine.name()))
        .forEach((id, cause) -> engine.stop(id.value(), cause, HoldPolicy.GRACE));
    settleOthers(engine, seen);
  }

  private void compare(Attempt attempt, @Nullable Observation seen) {
    if (seen == null) {
      missing(attempt);
      return;
    }
    missingBefore.remove(attempt.id());
    if (seen.phase() == Phase.ENDED
        || (seen.phase() == Phase.RUNNING && attempt.state() == AttemptState.STARTING)) {
      settler.accept(seen);
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

  /**
   * What the engine has and is not open: an attempt's row is there before an engine hears of it.
   */
  private void settleOthers(Engine engine, Map<UUID, Observation> others) {
    if (others.isEmpty()) {
      return;
    }
    Set<AttemptId> ids = others.keySet().stream().map(AttemptId::new).collect(Collectors.toSet());
    Map<AttemptId, Attempt> known =
        access.system(() -> attempts.byIds(ids)).stream()
            .collect(Collectors.toMap(Attempt::id, Function.identity()));
    for (Observation seen : others.values()) {
      Attempt attempt = known.get(new AttemptId(seen.attempt()));
      if (attempt != null && attempt.state() != AttemptState.ENDED) {
        continue;
      }
      if (seen.phase() == Phase.ENDED) {
        engine.forget(seen.attempt());
      } else {
        LOG.warn(
            "Engine {} runs attempt {}, which {}: it is stopped.",
            engine.name(),
            seen.attempt(),
            attempt == null ? "the database does not know" : "has ended");
        engine.stop(seen.attempt(), Cause.CANCELLED, Duration.ZERO);
      }
    }
  }
}
