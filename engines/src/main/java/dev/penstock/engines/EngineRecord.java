package dev.penstock.engines;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's own books have of an attempt, kept by what runs the work and not by us, so that
 * the one may be compared with the other. An attempt that was handed over more than once has more
 * than one.
 *
 * @param attempt whose
 * @param reference what the engine calls it, such as a job's number
 * @param startedAt null when it never started
 * @param endedAt null while it lives
 * @param cards whole cards over all nodes, 0 for none
 */
public record EngineRecord(
    UUID attempt,
    String reference,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int cards) {
  public EngineRecord {
    if (cards < 0) {
      throw new IllegalArgumentException(
          "attempt %s can't have %d cards".formatted(attempt, cards));
    }
  }

  /** Whether it lived at some time in [from, to). */
  public boolean lived(Instant from, Instant to) {
    return startedAt != null
        && startedAt.isBefore(to)
        && (endedAt == null || endedAt.isAfter(from));
  }
}
