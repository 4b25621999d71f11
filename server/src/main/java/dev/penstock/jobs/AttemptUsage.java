package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.metering.Allocation;
import dev.penstock.metering.Allocations;
import dev.penstock.metering.UsageRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt is charged for. Time that is lost through the platform is not, from the last
 * checkpoint on, up to {@link #MOST_FORGIVEN}. So as never to take anything back, a running
 * attempt's time is only metered once it can no longer be forgiven.
 */
final class AttemptUsage {
  static final Duration MOST_FORGIVEN = Duration.ofHours(24);

  private final ZoneId zone;

  AttemptUsage(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * All the records of an attempt that has started and ended.
   *
   * @param incident the fault that ended it; null where none did
   */
  List<UsageRecord> atEnd(Job job, Attempt attempt, @Nullable UUID incident) {
    Instant end = Objects.requireNonNull(attempt.endedAt());
    Map<String, String> detail = detail(attempt, end);
    if (incident != null) {
      detail.put("incident", incident.toString());
    }
    return Allocations.records(allocation(job, attempt), charged(attempt), zone, detail);
  }

  /** What would be the records of the time that is not charged; none where all of it is. */
  List<UsageRecord> lost(Job job, Attempt attempt) {
    Instant end = Objects.requireNonNull(attempt.endedAt());
    Instant charged = charged(attempt);
    return charged.isBefore(end)
        ? Allocations.records(allocation(job, attempt, charged), end, zone, Map.of())
        : List.of();
  }

  private static Instant charged(Attempt attempt) {
    Instant start = Objects.requireNonNull(attempt.startedAt());
    Instant end = Objects.requireNonNull(attempt.endedAt());
    return attempt.blame() == Blame.PLATFORM ? safe(start, end, attempt.checkpoint()) : end;
  }

  /** The records of a running attempt that nothing can take back any more. */
  List<UsageRecord> soFar(Job job, Attempt attempt, Instant now, @Nullable Instant checkpoint) {
    Instant start = Objects.requireNonNull(attempt.startedAt());
    return now.isBefore(start)
        ? List.of()
        : Allocations.soFar(allocation(job, attempt), safe(start, now, checkpoint), zone);
  }

  private static Instant safe(Instant start, Instant end, @Nullable Instant checkpoint) {
    Instant safe = latest(start, end.minus(MOST_FORGIVEN));
    if (checkpoint != null && !checkpoint.isAfter(end)) {
      safe = latest(safe, checkpoint);
    }
    return safe;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Allocation allocation(Job job, Attempt attempt) {
    return allocation(job, attempt, Objects.requireNonNull(attempt.startedAt()));
  }

  private static Allocation allocation(Job job, Attempt attempt, Instant from) {
    return new Allocation(
        job.org(),
        job.project(),
        job.id(),
        attempt.id().value(),
        job.resolved().shape(),
        attempt.slots().size(),
        from);
  }

  private static Map<String, String> detail(Attempt attempt, Instant end) {
    Map<String, String> detail = new TreeMap<>();
    detail.put("cause", Objects.requireNonNull(attempt.cause()));
    detail.put("ended", end.toString());
    if (attempt.blame() != null) {
      detail.put("blame", attempt.blame().name());
    }
    if (attempt.checkpoint() != null) {
      detail.put("checkpoint", attempt.checkpoint().toString());
    }
    return detail;
  }
}
