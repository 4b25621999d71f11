package dev.penstock.jobs;

import dev.penstock.dispatch.Placement;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Observation;
import dev.penstock.queues.Placed;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try at running a job, as it is kept. */
record Attempt(
    AttemptId id,
    OrgId org,
    JobId job,
    int number,
    AttemptState state,
    String engine,
    List<Placement.Slot> slots,
    Money held,
    @Nullable Instant heldUntil,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode,
    @Nullable String cause,
    @Nullable Blame blame,
    @Nullable String detail,
    @Nullable Instant checkpoint) {

  /** A new attempt at a job, decided but not begun. */
  static Attempt toStart(Job job, Placed placed, String engine, Money held) {
    return new Attempt(
        placed.attempt(),
        job.org(),
        job.id(),
        job.failures() + job.losses() + 1,
        AttemptState.TO_START,
        engine,
        placed.slots(),
        held,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Its program runs; its hold pays until then. */
  Attempt running(Instant startedAt, Instant heldUntil) {
    return new Attempt(
        id,
        org,
        job,
        number,
        AttemptState.RUNNING,
        engine,
        slots,
        held,
        heldUntil,
        startedAt,
        null,
        null,
        null,
        null,
        null,
        checkpoint);
  }

  /** Its hold is renewed. */
  Attempt renewed(Money held, Instant heldUntil) {
    return new Attempt(
        id,
        org,
        job,
        number,
        state,
        engine,
        slots,
        held,
        heldUntil,
        startedAt,
        endedAt,
        exitCode,
        cause,
        blame,
        detail,
        checkpoint);
  }

  /** Ends, for good. */
  Attempt ended(Observation end, Outcome outcome, @Nullable Instant checkpoint) {
    return new Attempt(
        id,
        org,
        job,
        number,
        AttemptState.ENDED,
        engine,
        slots,
        held,
        heldUntil,
        end.startedAt(),
        end.endedAt(),
        end.exitCode(),
        outcome.cause(),
        outcome.blame(),
        outcome.detail(),
        checkpoint);
  }
}
