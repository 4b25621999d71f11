package dev.penstock.queues;

import dev.penstock.dispatch.centre.Forward;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * When what waits is likely to start: reckoned in the background by playing a copy of the kernel
 * forward, so that a read costs nothing.
 */
final class Outlooks extends Loop {
  /** An end costs as much as there are jobs: so many of both together bound a round to a second. */
  private static final int MOST_WORK = 2_000_000;

  /** Of more a copy would hold the decisions up; what waits there is told by the room to come. */
  private static final int MOST_JOBS = 20_000;

  private static final int MOST_ENDS = 2_000;
  private static final int PLAYS = 10;
  private static final Duration EVERY = Duration.ofSeconds(15);
  private static final Duration HORIZON = Duration.ofDays(14);

  private final DispatchLoop loop;
  private final ForecastBook book;
  private final Clock clock;
  private volatile Told told = new Told(Instant.EPOCH, Map.of());

  Outlooks(DispatchLoop loop, ForecastBook book, Clock clock) {
    super("outlook", EVERY);
    this.loop = loop;
    this.book = book;
    this.clock = clock;
  }

  private record Told(Instant asOf, Map<UUID, Forward.Start> starts) {}

  /** What was last reckoned of a job; empty when it was not there yet, or too far behind. */
  Optional<Queues.LikelyStart> of(JobId job) {
    Told last = told;
    Forward.Start start = last.starts.get(job.value());
    return start == null || start.likely() == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(
            new Queues.LikelyStart(
                Instant.ofEpochMilli(start.likely()),
                start.latest() == Long.MAX_VALUE
                    ? last.asOf.plus(HORIZON)
                    : Instant.ofEpochMilli(start.latest()),
                last.asOf));
  }

  /** How old the last forecasts are; zero before the first. */
  Duration age(Instant now) {
    Instant asOf = told.asOf;
    return asOf.equals(Instant.EPOCH) ? Duration.ZERO : Duration.between(asOf, now);
  }

  @Override
  protected void tick() {
    Instant asOf = clock.instant();
    Kernel copy =
        loop.ask((kernel, now) -> kernel.size() > MOST_JOBS ? null : kernel.copy(now)).orElse(null);
    if (copy == null) {
      told = new Told(asOf, Map.of());
      return;
    }
    long now = Math.max(copy.time(), asOf.toEpochMilli());
    int ends = Math.min(MOST_ENDS, MOST_WORK / PLAYS / Math.max(1, copy.size()));
    var limits = new Forward.Limits(PLAYS, ends, HORIZON.toMillis());
    told = new Told(asOf, book.told(Forward.of(copy, now, /* seed= */ now, limits), now));
  }
}
