package dev.penstock.engines.local;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt as memory knows it: a cache of its folder. Its monitor guards its changes. */
final class Attempt {
  private final UUID id;
  private final AttemptFolder folder;
  private final OrderFacts facts;
  private volatile Observation seen;
  private @Nullable ProcessRef supervisor;
  private boolean terminated;

  Attempt(UUID id, AttemptFolder folder, OrderFacts facts) {
    this.id = id;
    this.folder = folder;
    this.facts = facts;
    this.seen = Observation.accepted(id);
  }

  UUID id() {
    return id;
  }

  String name() {
    return id.toString();
  }

  AttemptFolder folder() {
    return folder;
  }

  OrderFacts facts() {
    return facts;
  }

  Observation seen() {
    return seen;
  }

  boolean is(Phase phase) {
    return seen.phase() == phase;
  }

  void see(Observation now) {
    seen = now;
  }

  void end(
      @Nullable Instant startedAt,
      Instant endedAt,
      @Nullable Integer exitCode,
      Cause cause,
      String detail) {
    Instant end = startedAt != null && endedAt.isBefore(startedAt) ? startedAt : endedAt;
    seen = new Observation(id, Phase.ENDED, startedAt, end, exitCode, cause, detail);
  }

  /** The launcher's subshell; empty as long as the disk does not name it. */
  Optional<ProcessRef> supervisor() {
    if (supervisor == null) {
      supervisor = folder.started().map(AttemptFolder.Started::process).orElse(null);
    }
    return Optional.ofNullable(supervisor);
  }

  boolean terminated() {
    return terminated;
  }

  void setTerminated() {
    terminated = true;
  }
}
