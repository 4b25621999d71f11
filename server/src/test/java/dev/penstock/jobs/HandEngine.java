package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** An engine whose attempts a test moves by hand, and which can be out of reach. */
final class HandEngine implements Engine {
  static final Instant BEGAN = Instant.parse("2026-03-01T08:00:00Z");

  private final String name;
  private final Map<UUID, Observation> attempts = new LinkedHashMap<>();
  private final Map<UUID, Cause> stopped = new HashMap<>();
  private boolean reached = true;

  HandEngine(String name) {
    this.name = name;
  }

  void outOfReach() {
    reached = false;
  }

  void runs(UUID attempt) {
    attempts.put(attempt, new Observation(attempt, Phase.RUNNING, BEGAN, null, null, null, ""));
  }

  void hasEnded(UUID attempt, Cause cause) {
    attempts.put(
        attempt,
        new Observation(attempt, Phase.ENDED, BEGAN, BEGAN.plusSeconds(9), null, cause, ""));
  }

  /** What it was told to stop, and why. */
  Map<UUID, Cause> stopped() {
    return stopped;
  }

  private void reach() {
    if (!reached) {
      throw new EngineException(Blame.PLATFORM, "the engine " + name + " does not answer");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void submit(StartOrder order) {
    reach();
    runs(order.attempt());
  }

  @Override
  public Observation observe(UUID attempt) {
    reach();
    return attempts.getOrDefault(
        attempt, new Observation(attempt, Phase.UNKNOWN, null, null, null, null, ""));
  }

  @Override
  public List<Observation> list() {
    reach();
    return List.copyOf(attempts.values());
  }

  @Override
  public void stop(UUID attempt, Cause cause, Duration grace) {
    reach();
    if (observe(attempt).phase() == Phase.RUNNING) {
      stopped.put(attempt, cause);
      hasEnded(attempt, cause);
    }
  }

  @Override
  public LogSlice readLog(UUID attempt, long offset, int maxBytes) {
    return new LogSlice(new byte[0], offset, true);
  }

  @Override
  public Path folder(UUID attempt) {
    return Path.of("nowhere");
  }

  @Override
  public Optional<Path> socket(UUID attempt) {
    return Optional.empty();
  }

  @Override
  public void forget(UUID attempt) {
    reach();
    attempts.remove(attempt);
  }

  @Override
  public List<NodeInfo> nodes() {
    reach();
    return List.of();
  }

  @Override
  public void subscribe(Consumer<Observation> listener) {}

  @Override
  public void close() {}
}
