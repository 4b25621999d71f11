package dev.penstock.jobs;

import dev.penstock.metering.MeteredAttempt;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What we have of an attempt.
 *
 * @param startedAt as the engine told it; null where it has told no start
 * @param ended whether it has been settled
 * @param metered null where nothing has been metered yet
 */
record OwnRun(
    UUID attempt,
    JobId job,
    OrgId org,
    @Nullable Instant startedAt,
    boolean ended,
    @Nullable MeteredAttempt metered) {

  /** The same with what has been metered of it. */
  OwnRun metered(@Nullable MeteredAttempt usage) {
    return new OwnRun(attempt, job, org, startedAt, ended, usage);
  }

  /** Since when it is metered, or will be; null where it has not started as far as we know. */
  @Nullable Instant from() {
    return metered == null ? startedAt : metered.from();
  }

  /** When it ended, as it was metered; null while it was not. */
  @Nullable Instant endedAt() {
    return metered == null ? null : metered.endedAt();
  }

  /** Whether a part of its time was lost through the platform, and is not charged. */
  boolean waived() {
    return metered != null
        && metered.endedAt() != null
        && metered.until().isBefore(metered.endedAt());
  }

  /** Whether the cards are metered that it had, to the microsecond. */
  boolean hasMetered(int cards) {
    return metered == null || metered.cardMicros().compareTo(quantity(metered, cards)) == 0;
  }

  private static BigDecimal quantity(MeteredAttempt metered, int cards) {
    return BigDecimal.valueOf(metered.time().toNanos() / 1_000)
        .multiply(BigDecimal.valueOf(1_000L * cards));
  }
}
