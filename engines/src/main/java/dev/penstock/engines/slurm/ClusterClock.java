package dev.penstock.engines.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time it is in the cluster, though this host's clock be off: Slurm's times, wall times and
 * the life of tokens are compared with it. The shared folder tells it by the time that it gives to
 * a new file. A difference within a second is taken for none.
 */
final class ClusterClock implements InstantSource {
  private static final Logger log = LoggerFactory.getLogger(ClusterClock.class);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** The clock of somewhere else. */
  interface There {
    Instant now() throws IOException;
  }

  private record Reading(Instant here, long nanos, Duration ahead) {}

  private final InstantSource here;
  private final There there;
  private volatile Reading last;

  ClusterClock(InstantSource here, There there) {
    this.here = here;
    this.there = there;
    this.last = read(Duration.ZERO);
  }

  /** The clock of who keeps a folder. */
  static There of(Path folder) {
    return () -> {
      Path file = Files.createTempFile(folder, "clock", "");
      try {
        return Files.getLastModifiedTime(file).toInstant();
      } finally {
        Files.deleteIfExists(file);
      }
    };
  }

  @Override
  public Instant instant() {
    Instant now = here.instant();
    Reading reading = last;
    long nanos = System.nanoTime() - reading.nanos;
    // the host's clock may be set at any time
    boolean set = !close(Duration.between(reading.here.plusNanos(nanos), now));
    if (set || nanos > AGAIN_NANOS) {
      reading = read(reading.ahead);
      last = reading;
    }
    return now.plus(reading.ahead);
  }

  private Reading read(Duration before) {
    Instant now = here.instant();
    long nanos = System.nanoTime();
    Duration ahead = before;
    try {
      Duration difference = Duration.between(now, there.now());
      ahead = close(difference) ? Duration.ZERO : difference;
    } catch (IOException e) {
      log.warn("The cluster's clock can't be read from the shared folder: {}", e.toString());
    }
    if (!close(ahead.minus(before))) {
      log.warn("The cluster's clock is {} ahead of this host's: times are the cluster's", ahead);
    }
    return new Reading(now, nanos, ahead);
  }

  private static boolean close(Duration difference) {
    return difference.abs().compareTo(CLOSE) < 0;
  }
}
