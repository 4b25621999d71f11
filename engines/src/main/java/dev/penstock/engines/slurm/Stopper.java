package dev.penstock.engines.slurm;

import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Phase;
import dev.penstock.engines.slurm.AttemptFolder.Stop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts that somebody wants to end, or that have reached a limit. */
final class Stopper {
  private static final Logger log = LoggerFactory.getLogger(Stopper.class);

  /** The signal that the job's script turns into SIGTERM; nobody else is harmed by it. */
  private static final String ASK = "URG";

  private static final Duration KILL_AGAIN = Duration.ofSeconds(10);

  /** How long a shared folder may take to show what a node has written. */
  private static final Duration SHOWN = Duration.ofSeconds(5);

  private final SlurmSettings settings;
  private final SlurmControl control;
  private final Ender ender;
  private final InstantSource clock;

  Stopper(SlurmSettings settings, SlurmControl control, Ender ender, InstantSource clock) {
    this.settings = settings;
    this.control = control;
    this.ender = ender;
    this.clock = clock;
  }

  /** Wants it to end; what is needed for that is done at once, as far as it can be. */
  void stop(Attempt attempt, Cause cause, Duration grace, String detail) {
    if (!attempt.is(Phase.ENDED) && ender.stop(attempt, cause, grace, detail)) {
      Thread.ofVirtual()
          .name("slurm-stop-" + attempt.id())
          .start(
              () -> {
                try {
                  enforce(attempt, null);
                } catch (EngineException e) {
                  // the next look does it
                  log.warn("Attempt {} can't be stopped yet: {}", attempt.id(), e.getMessage());
                }
              });
    }
  }

  /**
   * Does what a stop asks for.
   *
   * @param job as Slurm has it, null when that is not known now
   */
  void enforce(Attempt attempt, @Nullable SlurmJob job) {
    Stop stop = attempt.folder().stop().orElse(null);
    if (stop == null || attempt.is(Phase.ENDED)) {
      return;
    }
    if (ender.never(attempt, stop.cause(), stop.detail())) {
      if (attempt.job() != 0) {
        signal(attempt, "KILL");
      }
      return;
    }
    if (attempt.job() == 0) {
      return;
    }
    Instant now = clock.instant();
    if (!now.isBefore(stop.at().plus(stop.grace()))) {
      Instant killed = attempt.killedAt();
      if (killed == null || now.isAfter(killed.plus(KILL_AGAIN))) {
        attempt.killed(now);
        signal(attempt, "KILL");
      }
    } else if (!attempt.asked() && (job == null || job.runs())) {
      attempt.setAsked();
      signal(attempt, ASK);
    }
  }

  private void signal(Attempt attempt, String signal) {
    control.signal(attempt.job(), settings.mark() + attempt.id(), signal);
  }

  /** What holds without the caller. */
  void limits(Attempt attempt, Instant now) {
    Instant start = attempt.seen().startedAt();
    Duration wall = attempt.order().wallTime();
    if (start != null && wall != null && !now.isBefore(start.plus(wall))) {
      stop(
          attempt,
          Cause.WALL_TIME,
          attempt.order().grace(),
          "The job ran for its wall time of %s.".formatted(wall));
    }
    if (attempt.folder().logSize() > settings.logLimitBytes()) {
      stop(
          attempt,
          Cause.LOG_LIMIT,
          Duration.ZERO,
          "The log grew beyond %d MiB. Write less, or into a file."
              .formatted(Math.max(1, settings.logLimitBytes() >> 20)));
    }
  }

  /** A job that waits for a node which is out of service would wait for ever. */
  void unavailable(Attempt attempt, SlurmJob job, @Nullable Instant since, Instant now) {
    if (since != null && now.isAfter(since.plus(settings.patience()))) {
      stop(
          attempt,
          Cause.START_FAILED,
          Duration.ZERO,
          "A node of the job is not available: " + job.reason());
    }
  }

  /** Slurm's job has ended: so has the attempt, as soon as the shared folder shows all of it. */
  void closeTo(Attempt attempt, SlurmJob job) {
    boolean ran = job.is("COMPLETED") || job.is("FAILED");
    Instant end = job.endedAt();
    boolean fresh = end != null && clock.instant().isBefore(end.plus(SHOWN));
    if (ran && fresh && attempt.folder().exit().isEmpty()) {
      return;
    }
    ender.ended(attempt, job);
  }
}
