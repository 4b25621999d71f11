package dev.penstock.engines.local;

import dev.penstock.engines.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's watchman: looks at limits, at adopted attempts and at the living, again and again.
 */
final class Rounds implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);
  private static final Duration ALIVE_EVERY = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(2);
  private static final Duration CHASE_EVERY = Duration.ofMillis(10);

  private final Collection<Attempt> attempts;
  private final Supervisor supervisor;
  private final Cleaner cleaner;
  private final Path heartbeat;
  private final InstantSource clock;
  private final ScheduledExecutorService ticker =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("engine-tick-", 0).factory());
  private Instant lastAliveCheck = Instant.EPOCH;

  /**
   * @param attempts a live view of what the engine has
   */
  Rounds(
      Collection<Attempt> attempts,
      Supervisor supervisor,
      Cleaner cleaner,
      Path heartbeat,
      InstantSource clock) {
    this.attempts = attempts;
    this.supervisor = supervisor;
    this.cleaner = cleaner;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  void begin(Duration poll) {
    long millis = poll.toMillis();
    var _ =
        ticker.scheduleWithFixedDelay(guarded(this::tick), millis, millis, TimeUnit.MILLISECONDS);
    var _ =
        ticker.scheduleWithFixedDelay(
            guarded(cleaner::sweep), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    for (Attempt attempt : attempts) {
      if (!attempt.is(Phase.ENDED)) {
        guarded(
                () -> {
                  supervisor.refresh(attempt);
                  supervisor.enforce(attempt);
                })
            .run();
      }
    }
    Instant now = clock.instant();
    if (now.isBefore(lastAliveCheck) || !now.isBefore(lastAliveCheck.plus(ALIVE_EVERY))) {
      lastAliveCheck = now;
      checkAll();
    }
  }

  /** The heartbeat says: at this time all that is not known as ended was seen alive. */
  void checkAll() {
    Instant now = clock.instant();
    for (Attempt attempt : attempts) {
      guarded(
              () -> {
                supervisor.refresh(attempt);
                supervisor.checkAlive(attempt);
              })
          .run();
    }
    try {
      if (!Files.exists(heartbeat)) {
        Files.createFile(heartbeat);
      }
      Files.setLastModifiedTime(heartbeat, FileTime.from(now));
    } catch (IOException e) {
      log.warn("The heartbeat could not be written", e);
    }
  }

  /** Looks at an attempt again as soon as something may have changed. */
  void soon(Attempt attempt) {
    if (!ticker.isShutdown()) {
      var _ =
          ticker.schedule(
              guarded(() -> supervisor.refresh(attempt)), SOON.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Follows a stop closely: until its signal has reached somebody, and when its grace is over. */
  void chase(Attempt attempt) {
    supervisor.enforce(attempt);
    if (supervisor.needsPursuit(attempt) && !ticker.isShutdown()) {
      var _ =
          ticker.schedule(
              guarded(() -> chase(attempt)), CHASE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One attempt's trouble, such as an unreadable file, must not end the rounds. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("The local engine's round failed; the next one follows", e);
      }
    };
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
