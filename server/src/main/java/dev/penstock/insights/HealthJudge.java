package dev.penstock.insights;

import static dev.penstock.insights.HealthState.FAILING;
import static dev.penstock.insights.HealthState.OK;
import static dev.penstock.insights.HealthState.WARNING;

import dev.penstock.billing.MoneyBook.Standing;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.NodeState;
import dev.penstock.jobs.JobFigures.ToStart;
import dev.penstock.metering.Backlog.Unsealed;
import dev.penstock.queues.Occupancy.Round;
import dev.penstock.serving.EndpointState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says how a part does by its figures. Pure. */
final class HealthJudge {
  private static final long GIBIBYTE = 1L << 30;

  private HealthJudge() {}

  static Finding database(Duration roundTrip, long sizeBytes) {
    return Finding.of(
        "database",
        slower(roundTrip, Duration.ofMillis(100), Duration.ofSeconds(2)),
        Map.of("roundTripMicros", roundTrip.toNanos() / 1000, "sizeBytes", sizeBytes));
  }

  /** Of the file system that the data folder is on. */
  static Finding disk(long freeBytes, long totalBytes) {
    long percent = totalBytes > 0 ? freeBytes * 100 / totalBytes : 0;
    HealthState state = freeBytes < GIBIBYTE || percent < 2 ? FAILING : percent < 10 ? WARNING : OK;
    return Finding.of(
        "disk",
        state,
        Map.of("freeBytes", freeBytes, "totalBytes", totalBytes, "freePercent", percent));
  }

  /**
   * Each engine by when it last listed its nodes.
   *
   * @param names of all that are connected, also those that never listed any
   */
  static List<Finding> engines(Collection<String> names, List<FleetNode> nodes, Instant now) {
    return names.stream()
        .map(
            name ->
                engine(name, nodes.stream().filter(it -> it.engine().equals(name)).toList(), now))
        .toList();
  }

  private static Finding engine(String name, List<FleetNode> nodes, Instant now) {
    if (nodes.isEmpty()) {
      return new Finding("engine", name, FAILING, "health.engine.none", Map.of("nodes", 0L));
    }
    long down = nodes.stream().filter(it -> it.state() == NodeState.DOWN).count();
    Instant seen = nodes.stream().map(FleetNode::seenAt).max(Instant::compareTo).orElse(now);
    Duration age = age(seen, now);
    HealthState state =
        down == nodes.size()
            ? FAILING
            : slower(age, Duration.ofMinutes(1), Duration.ofMinutes(5))
                .worse(down > 0 ? WARNING : OK);
    return Finding.of(
        "engine",
        name,
        state,
        Map.of(
            "nodes",
            (long) nodes.size(),
            "nodesDown",
            down,
            "inventoryAgeSeconds",
            age.toSeconds()));
  }

  /** The dispatching looks at the queue at least once a second. */
  static Finding dispatch(Round round, Instant started, Instant now) {
    Duration age = age(round.at() == null ? started : round.at(), now);
    return Finding.of(
        "dispatch",
        slower(age, Duration.ofSeconds(10), Duration.ofMinutes(1)),
        Map.of(
            "roundAgeSeconds",
            age.toSeconds(),
            "roundMillis",
            round.took().toMillis(),
            "leads",
            round.leads() ? 1L : 0L));
  }

  static Finding sealer(Unsealed unsealed, Instant now) {
    Duration age = age(unsealed.oldest(), now);
    return Finding.of(
        "sealer",
        slower(age, Duration.ofSeconds(30), Duration.ofMinutes(5)),
        Map.of("records", unsealed.records(), "oldestAgeSeconds", age.toSeconds()));
  }

  /**
   * The billing.
   *
   * @param behindSince since when it has not been level with the sealing, null while it is
   */
  static Finding biller(
      Unsealed sealed, Standing standing, @Nullable Instant behindSince, Instant now) {
    Duration behind = age(behindSince, now);
    HealthState state =
        slower(behind, Duration.ofMinutes(2), Duration.ofMinutes(15))
            .worse(standing.unrated() > 0 ? WARNING : OK);
    return Finding.of(
        "biller",
        state,
        Map.of(
            "records", Math.max(0, sealed.sealedTo() - standing.billedTo()),
            "behindSeconds", behind.toSeconds(),
            "unrated", standing.unrated()));
  }

  static Finding starter(ToStart toStart, Instant now) {
    Duration age = age(toStart.oldest(), now);
    return Finding.of(
        "starter",
        slower(age, Duration.ofSeconds(30), Duration.ofMinutes(5)),
        Map.of("attempts", (long) toStart.attempts(), "oldestAgeSeconds", age.toSeconds()));
  }

  static Finding endpoints(Map<EndpointState, Integer> open) {
    return Finding.of(
        "endpoints",
        OK,
        Map.of(
            "ready", (long) open.getOrDefault(EndpointState.READY, 0),
            "starting", (long) open.getOrDefault(EndpointState.STARTING, 0),
            "stopping", (long) open.getOrDefault(EndpointState.STOPPING, 0)));
  }

  /** All balances add up to zero, or money was made or lost. */
  static Finding ledger(Standing standing) {
    long micro = standing.sum().micro();
    return Finding.of("ledger", micro == 0 ? OK : FAILING, Map.of("sumMicroYuan", micro));
  }

  private static Duration age(@Nullable Instant since, Instant now) {
    return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  private static HealthState slower(Duration time, Duration warning, Duration failing) {
    return time.compareTo(failing) > 0 ? FAILING : time.compareTo(warning) > 0 ? WARNING : OK;
  }
}
