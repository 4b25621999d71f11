package dev.penstock.insights;

import dev.penstock.fleet.Nodes;
import dev.penstock.jobs.JobFigures;
import dev.penstock.queues.Occupancy;
import dev.penstock.shared.Access;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The load now, and as it was. */
final class LoadBook {
  /** How long samples are kept. */
  static final Duration KEPT = Duration.ofDays(35);

  private final Access access;
  private final LoadTable table;
  private final Nodes nodes;
  private final Occupancy occupancy;
  private final JobFigures jobs;
  private final Clock clock;
  private volatile Instant sampled = Instant.EPOCH;
  private volatile @Nullable LoadSample latest;

  LoadBook(
      Access access,
      LoadTable table,
      Nodes nodes,
      Occupancy occupancy,
      JobFigures jobs,
      Clock clock) {
    this.access = access;
    this.table = table;
    this.nodes = nodes;
    this.occupancy = occupancy;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** The load at this moment. */
  LoadSample now() {
    JobFigures.Counts counts = jobs.counts();
    return LoadSample.of(
        clock.instant(), nodes.all(), occupancy.held(), counts.waiting(), counts.running());
  }

  /** Keeps the load of this minute, unless it is kept already; by whom does not matter. */
  void sample() {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    if (minute.equals(sampled)) {
      return;
    }
    LoadSample sample = now();
    access.runAsSystem(
        () -> {
          if (table.add(sample)) {
            table.removeBefore(minute.minus(KEPT));
          }
        });
    latest = sample;
    sampled = minute;
  }

  /** The last sample that this server took, null before the first. */
  @Nullable LoadSample latest() {
    return latest;
  }

  /** The averages over the last hours, the newest last. */
  List<LoadSample> history(int hours, Duration grain) {
    Instant from = clock.instant().minus(Duration.ofHours(hours));
    return LoadHistory.averaged(access.system(() -> table.since(from)), grain);
  }
}
