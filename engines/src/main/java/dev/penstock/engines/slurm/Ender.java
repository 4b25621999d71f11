package dev.penstock.engines.slurm;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.slurm.AttemptFolder.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what becomes of attempts, each step once, and tells it. */
final class Ender {
  private static final Logger log = LoggerFactory.getLogger(Ender.class);

  private final Path shared;
  private final InstantSource clock;
  private final Consumer<Observation> teller;

  Ender(Path shared, InstantSource clock, Consumer<Observation> teller) {
    this.shared = shared;
    this.clock = clock;
    this.teller = teller;
  }

  /** Slurm runs it. */
  void running(Attempt attempt, Instant startedAt) {
    synchronized (attempt) {
      if (attempt.is(Phase.ACCEPTED)) {
        attempt.folder().running(startedAt);
        tell(attempt, Observation.running(attempt.id(), startedAt));
      }
    }
  }

  /**
   * Slurm says that its job has ended. False when the shared folder does not show all of it yet.
   */
  void ended(Attempt attempt, SlurmJob job) {
    synchronized (attempt) {
      if (!attempt.is(Phase.ENDED)) {
        AttemptFolder folder = attempt.folder();
        boolean never = folder.started().isEmpty() && folder.neverStart();
        var traces =
            new Judge.Traces(
                !never && folder.started().filter(it -> it != 0).isPresent(),
                folder.exit(),
                folder.stop(),
                folder.notRun(),
                folder.firstLogLine(),
                folder.messages());
        Verdict verdict =
            Judge.verdict(
                job, traces, attempt.order().limits(), attempt.seen().startedAt(), clock.instant());
        end(attempt, verdict);
      }
    }
  }

  /**
   * Ends an attempt that no job has started. False when a job was faster, or a server may be just
   * handing it to Slurm.
   */
  boolean never(Attempt attempt, Cause cause, String detail) {
    if (attempt.is(Phase.ENDED) || attempt.folder().prepared()) {
      return neverWhileAlone(attempt, cause, detail);
    }
    var ended = new AtomicBoolean();
    try {
      Sole.run(
          attempt.folder().handing(), () -> ended.set(neverWhileAlone(attempt, cause, detail)));
    } catch (NoSuchFileException forgotten) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ended.get();
  }

  /** Likewise, where nobody else hands it over now. */
  boolean neverWhileAlone(Attempt attempt, Cause cause, String detail) {
    synchronized (attempt) {
      if (attempt.is(Phase.ENDED)) {
        return true;
      }
      if (!attempt.is(Phase.ACCEPTED) || !takeStart(attempt)) {
        return false;
      }
      end(attempt, new Verdict(cause, detail, null, now(), null));
      return true;
    }
  }

  /** An attempt that was not even prepared has no folder to take the start in, and no job. */
  private static boolean takeStart(Attempt attempt) {
    AttemptFolder folder = attempt.folder();
    return !folder.prepared()
        || folder.neverStart()
        || folder.started().filter(it -> it == 0).isPresent();
  }

  /** Slurm no longer has it, and it ran. */
  void lost(Attempt attempt, String detail) {
    synchronized (attempt) {
      if (!attempt.is(Phase.ENDED)) {
        Instant start = attempt.seen().startedAt();
        Optional<AttemptFolder.Stop> stop = attempt.folder().stop();
        Instant end = lastMoment(stop);
        end(
            attempt,
            new Verdict(
                stop.map(AttemptFolder.Stop::cause).orElse(Cause.LOST),
                stop.map(AttemptFolder.Stop::detail).orElse(detail),
                start,
                start != null && end.isBefore(start) ? start : end,
                attempt.folder().exit().orElse(null)));
      }
    }
  }

  /** Takes what another server has written of the end; false when there is nothing. */
  boolean endedElsewhere(Attempt attempt) {
    synchronized (attempt) {
      Optional<Verdict> verdict = attempt.folder().verdict();
      if (verdict.isPresent() && !attempt.is(Phase.ENDED)) {
        tell(attempt, observation(attempt, verdict.get()));
      }
      return verdict.isPresent();
    }
  }

  /** Nobody pays for longer than what was to end could have run on. */
  private Instant lastMoment(Optional<AttemptFolder.Stop> stop) {
    Instant now = now();
    return stop.map(it -> it.at().plus(it.grace())).filter(it -> it.isBefore(now)).orElse(now);
  }

  private void end(Attempt attempt, Verdict verdict) {
    if (endedElsewhere(attempt)) {
      return;
    }
    try {
      new Mounts(shared).bringBack(attempt.order(), attempt.folder());
    } catch (IOException e) {
      log.error("What attempt {} wrote could not be brought back", attempt.id(), e);
    }
    tell(attempt, observation(attempt, attempt.folder().write(verdict)));
  }

  private void tell(Attempt attempt, Observation observation) {
    attempt.see(observation);
    teller.accept(observation);
  }

  static Observation observation(Attempt attempt, Verdict verdict) {
    return new Observation(
        attempt.id(),
        Phase.ENDED,
        verdict.startedAt(),
        verdict.endedAt(),
        verdict.exitCode(),
        verdict.cause(),
        verdict.detail());
  }

  /** Writes down that it shall end; the first one counts. */
  boolean stop(Attempt attempt, Cause cause, Duration grace, String detail) {
    return attempt.folder().stop(cause, grace, detail, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
