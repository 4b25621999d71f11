package dev.penstock.insights;

import dev.penstock.billing.MoneyBook;
import dev.penstock.billing.MoneyBook.Standing;
import dev.penstock.fleet.Nodes;
import dev.penstock.jobs.JobFigures;
import dev.penstock.metering.Backlog;
import dev.penstock.metering.Backlog.Unsealed;
import dev.penstock.queues.Occupancy;
import dev.penstock.serving.EndpointCounts;
import dev.penstock.shared.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at the server's parts. One that can't be looked at does not hide the others. */
final class HealthChecks {
  private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

  private final Access access;
  private final JdbcClient jdbc;
  private final Path dataFolder;
  private final List<String> engines;
  private final Nodes nodes;
  private final Occupancy occupancy;
  private final Backlog backlog;
  private final MoneyBook money;
  private final JobFigures jobs;
  private final EndpointCounts endpoints;
  private final Clock clock;
  private final Instant started;
  private volatile @Nullable Instant behindSince;

  HealthChecks(
      Access access,
      JdbcClient jdbc,
      Path dataFolder,
      List<String> engines,
      Nodes nodes,
      Occupancy occupancy,
      Backlog backlog,
      MoneyBook money,
      JobFigures jobs,
      EndpointCounts endpoints,
      Clock clock) {
    this.access = access;
    this.jdbc = jdbc;
    this.dataFolder = dataFolder;
    this.engines = engines;
    this.nodes = nodes;
    this.occupancy = occupancy;
    this.backlog = backlog;
    this.money = money;
    this.jobs = jobs;
    this.endpoints = endpoints;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** All that was found now, in a fixed order. */
  List<Finding> look() {
    Instant now = clock.instant();
    List<Finding> found = new ArrayList<>();
    found.add(checked("database", this::database));
    found.add(checked("disk", this::disk));
    found.addAll(HealthJudge.engines(engines, nodes.all(), now));
    found.add(HealthJudge.dispatch(occupancy.lastRound(), started, now));
    found.add(checked("sealer", () -> HealthJudge.sealer(backlog.read(), now)));
    found.add(checked("biller", () -> biller(now)));
    found.add(checked("starter", () -> HealthJudge.starter(jobs.toStart(), now)));
    found.add(checked("endpoints", () -> HealthJudge.endpoints(endpoints.open())));
    found.add(checked("ledger", () -> HealthJudge.ledger(money.standing())));
    return found;
  }

  private static Finding checked(String part, Supplier<Finding> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      LOG.warn("The part {} can't be looked at.", part, e);
      return Finding.unknown(part);
    }
  }

  private Finding database() {
    return access.system(
        () -> {
          long begun = System.nanoTime();
          jdbc.sql("SELECT 1").query(Integer.class).single();
          Duration roundTrip = Duration.ofNanos(System.nanoTime() - begun);
          return HealthJudge.database(
              roundTrip,
              jdbc.sql("SELECT pg_database_size(current_database())").query(Long.class).single());
        });
  }

  private Finding disk() {
    try {
      FileStore store = Files.getFileStore(nearest(dataFolder.toAbsolutePath()));
      return HealthJudge.disk(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder, or the first above it that is there. */
  private static Path nearest(Path folder) {
    Path above = folder.getParent();
    return Files.exists(folder) || above == null ? folder : nearest(above);
  }

  private Finding biller(Instant now) {
    // the cursor first: what is sealed in between is no backlog
    Standing standing = money.standing();
    Unsealed sealed = backlog.read();
    Instant since = behindSince;
    behindSince = sealed.sealedTo() <= standing.billedTo() ? null : since == null ? now : since;
    return HealthJudge.biller(sealed, standing, behindSince, now);
  }
}
