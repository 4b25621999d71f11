package dev.penstock.metering;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has been metered of an attempt.
 *
 * @param from its start
 * @param until what has been metered ends there; before the attempt's end where the platform lost
 *     the rest of its time
 * @param endedAt when it ended; null while more may follow
 * @param cardMicros milli-card-microseconds, of all models of cards together
 */
public record MeteredAttempt(
    UUID attempt, Instant from, Instant until, @Nullable Instant endedAt, BigDecimal cardMicros) {

  /** The time that has been metered. */
  public Duration time() {
    return Duration.between(from, until);
  }
}
