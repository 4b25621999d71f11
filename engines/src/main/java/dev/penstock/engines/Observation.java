package dev.penstock.engines;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows of an attempt.
 *
 * @param startedAt null before RUNNING, and for an attempt that ended without having started
 * @param endedAt set exactly when ENDED; never before {@code startedAt}
 * @param exitCode 0 to 255, 128 + n for signal n; null when there is none
 * @param cause set exactly when ENDED
 * @param detail a sentence for the user, empty when there is nothing to say
 */
public record Observation(
    UUID attempt,
    Phase phase,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode,
    @Nullable Cause cause,
    String detail) {

  public static Observation unknown(UUID attempt) {
    return new Observation(attempt, Phase.UNKNOWN, null, null, null, null, "");
  }

  public static Observation accepted(UUID attempt) {
    return new Observation(attempt, Phase.ACCEPTED, null, null, null, null, "");
  }

  public static Observation running(UUID attempt, Instant startedAt) {
    return new Observation(attempt, Phase.RUNNING, startedAt, null, null, null, "");
  }
}
