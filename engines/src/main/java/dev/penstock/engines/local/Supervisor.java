package dev.penstock.engines.local;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.local.AttemptFolder.Exit;
import dev.penstock.engines.local.AttemptFolder.Started;
import dev.penstock.engines.local.AttemptFolder.Stop;
import dev.penstock.engines.local.AttemptFolder.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows attempts: reads what the disk says, ends those that hit a limit, judges the ended. All of
 * it can be repeated at any time, by any engine on the same folder.
 *
 * @param told hears each start and end once in this process
 * @param later gets an attempt that has to be looked at again in a moment
 */
record Supervisor(
    Places places,
    String bootId,
    Cgroups cgroups,
    long logLimitBytes,
    InstantSource clock,
    Consumer<Observation> told,
    Consumer<Attempt> later) {

  /** How long the launcher may take from making {@code started} to having written it. */
  private static final Duration HALF_WRITTEN = Duration.ofSeconds(5);

  /** Brings memory up to the disk; returns what is known then. */
  Observation refresh(Attempt attempt) {
    synchronized (attempt) {
      if (attempt.is(Phase.ENDED)) {
        return attempt.seen();
      }
      Optional<Exit> exit = attempt.folder().exit();
      Optional<Started> started = attempt.folder().started();
      if (started.isPresent() && attempt.is(Phase.ACCEPTED) && hasBegun(started.get())) {
        attempt.see(Observation.running(attempt.id(), started.get().at()));
        told.accept(attempt.seen());
      }
      if (exit.isPresent()) {
        ended(attempt, exit.get());
      } else if (started.isPresent() && started.get().never()) {
        stoppedBeforeStart(attempt, started.get());
      } else {
        attempt
            .folder()
            .verdict()
            .ifPresent(verdict -> lost(attempt, verdict, attempt.seen().startedAt()));
      }
      return attempt.seen();
    }
  }

  /** The file's time is the start only once it is written; before, it is when it was made. */
  private boolean hasBegun(Started started) {
    return !started.never() && (started.process() != null || overdue(started));
  }

  private boolean overdue(Started halfWritten) {
    return !clock.instant().isBefore(halfWritten.at().plus(HALF_WRITTEN));
  }

  private void ended(Attempt attempt, Exit exit) {
    if (lingers(attempt)) {
      later.accept(attempt);
      return;
    }
    AttemptFolder folder = attempt.folder();
    Verdict verdict = folder.verdict().orElse(null);
    if (verdict == null) {
      Cgroups.Hits hits = cgroups.hits(attempt.name());
      boolean clean = exit.code() == 0;
      verdict =
          Judge.verdict(
              exit,
              folder.stop(),
              hits,
              attempt.facts().limits(),
              clean || folder.programRan(),
              clean ? "" : folder.firstLogLine());
      if (!hits.equals(Cgroups.Hits.NONE)) {
        // The group with the count goes away; the verdict must not.
        folder.write(verdict);
      }
    }
    attempt.end(
        attempt.seen().startedAt(), exit.at(), exit.code(), verdict.cause(), verdict.detail());
    told.accept(attempt.seen());
  }

  /**
   * bwrap reports the program's end while the kernel still ends what the program left in the
   * background; ended means that nothing runs and nothing writes any more.
   */
  private boolean lingers(Attempt attempt) {
    List<Long> left = cgroups.processes(attempt.name());
    if (!left.isEmpty() && attempt.linger()) {
      Signals.kill(left);
    }
    return !left.isEmpty();
  }

  private void stoppedBeforeStart(Attempt attempt, Started never) {
    Optional<Stop> stop = attempt.folder().stop();
    attempt.end(
        null,
        stop.map(Stop::at).orElse(never.at()),
        null,
        stop.map(Stop::cause).orElse(Cause.CANCELLED),
        stop.map(Stop::detail).orElse(""));
    told.accept(attempt.seen());
  }

  private void lost(Attempt attempt, Verdict verdict, @Nullable Instant startedAt) {
    Instant end = verdict.endedAt();
    attempt.end(
        startedAt, end == null ? clock.instant() : end, null, verdict.cause(), verdict.detail());
    told.accept(attempt.seen());
  }

  /** Ends the attempt if it broke a limit; carries on with a stop that was asked for. */
  void enforce(Attempt attempt) {
    synchronized (attempt) {
      Instant startedAt = attempt.seen().startedAt();
      if (!attempt.is(Phase.RUNNING) || startedAt == null) {
        return;
      }
      Optional<Stop> stop = attempt.folder().stop();
      if (stop.isPresent()) {
        pursue(attempt, stop.get());
        return;
      }
      Verdict limit = Judge.limit(cgroups.hits(attempt.name()), attempt.facts().limits());
      Duration wallTime = attempt.facts().wallTime();
      if (limit != null) {
        stop(attempt, limit.cause(), Duration.ZERO, limit.detail());
      } else if (wallTime != null && !clock.instant().isBefore(startedAt.plus(wallTime))) {
        String detail = "The wall time of %s was over.".formatted(wallTime);
        stop(attempt, Cause.WALL_TIME, attempt.facts().grace(), detail);
      } else if (attempt.folder().logSize() > logLimitBytes) {
        String detail =
            "The log grew beyond %d MiB. Write less to standard output, or to a file in an output."
                .formatted(Math.max(1, logLimitBytes >> 20));
        stop(attempt, Cause.LOG_LIMIT, Duration.ZERO, detail);
      }
    }
  }

  /** Notes the wish on disk, and begins; only the first wish counts. */
  void stop(Attempt attempt, Cause cause, Duration grace, String detail) {
    synchronized (attempt) {
      if (refresh(attempt).phase() == Phase.ENDED) {
        return;
      }
      attempt.folder().stop(cause, grace, detail);
      if (attempt.is(Phase.ACCEPTED) && attempt.folder().neverStart()) {
        refresh(attempt);
        return;
      }
      attempt.folder().stop().ifPresent(first -> pursue(attempt, first));
    }
  }

  private void pursue(Attempt attempt, Stop stop) {
    Optional<ProcessRef> supervisor = attempt.supervisor();
    if (supervisor.isEmpty()) {
      return;
    }
    var signals = new Signals(cgroups);
    Optional<Long> sandbox = attempt.folder().sandboxPid();
    if (!clock.instant().isBefore(stop.at().plus(stop.grace()))) {
      signals.kill(attempt.name(), supervisor.get(), sandbox);
    } else if (!attempt.terminated()
        && signals.terminate(attempt.name(), supervisor.get(), sandbox) > 0) {
      attempt.setTerminated();
    }
  }

  /** Whether a stop was asked for whose signal has not reached anybody, or whose grace is over. */
  boolean needsPursuit(Attempt attempt) {
    synchronized (attempt) {
      return !attempt.is(Phase.ENDED)
          && attempt
              .folder()
              .stop()
              .filter(
                  stop ->
                      !attempt.terminated()
                          || !clock.instant().isBefore(stop.at().plus(stop.grace())))
              .isPresent();
    }
  }

  /** Notices an attempt whose processes vanished without an exit code. */
  void checkAlive(Attempt attempt) {
    synchronized (attempt) {
      if (!attempt.is(Phase.RUNNING)) {
        return;
      }
      Optional<Started> started = attempt.folder().started();
      if (started.isEmpty() || alive(started.get())) {
        return;
      }
      // It may have ended properly just before we looked; that is not lost, though it may linger.
      if (refresh(attempt).phase() == Phase.ENDED || attempt.folder().exit().isPresent()) {
        return;
      }
      if (!new Signals(cgroups).sweep(attempt.name())) {
        return;
      }
      Optional<Stop> stop = attempt.folder().stop();
      var verdict =
          new Verdict(
              stop.map(Stop::cause).orElse(Cause.LOST),
              stop.map(Stop::detail)
                  .orElse("The job's processes vanished: the node restarted or they were killed."),
              lastAlive(attempt, started.get().at()));
      attempt.folder().write(verdict);
      lost(attempt, verdict, started.get().at());
    }
  }

  private boolean alive(Started started) {
    ProcessRef process = started.process();
    if (process == null) {
      return !overdue(started);
    }
    return started.bootId().equals(bootId) && process.alive();
  }

  /** The latest time that is proved: an engine's last look at it, or its last word. */
  private Instant lastAlive(Attempt attempt, Instant startedAt) {
    Instant last = startedAt;
    for (Optional<Instant> sign :
        List.of(AttemptFolder.time(places.heartbeat()), attempt.folder().logTime())) {
      if (sign.isPresent() && sign.get().isAfter(last)) {
        last = sign.get();
      }
    }
    Instant now = clock.instant();
    return last.isAfter(now) ? now : last;
  }
}
