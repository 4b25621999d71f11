package dev.penstock.jobs;

import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.EngineRecord;
import dev.penstock.jobs.ComparisonViews.EngineComparison;
import dev.penstock.jobs.ComparisonViews.EngineRun;
import dev.penstock.jobs.ComparisonViews.MeteredRun;
import dev.penstock.jobs.ComparisonViews.UsageDifference;
import dev.penstock.metering.MeteredAttempt;
import dev.penstock.metering.MeteredAttempts;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Directory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares an engine's books with ours. */
final class ComparisonDesk {
  private static final int MOST = 1_000;

  /** How much more of an engine's books is read, for what one side has at the edge of the time. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private final Access access;
  private final RunTable runs;
  private final MeteredAttempts metered;
  private final Directory directory;
  private final Clock clock;

  ComparisonDesk(
      Access access, RunTable runs, MeteredAttempts metered, Directory directory, Clock clock) {
    this.access = access;
    this.runs = runs;
    this.metered = metered;
    this.directory = directory;
    this.clock = clock;
  }

  /** What lived on the engine in [from, to), as it has it and as we do. */
  EngineComparison compare(Engine engine, Instant from, Instant to) {
    Optional<List<EngineRecord>> records;
    try {
      records = engine.records(from.minus(MARGIN), to.plus(MARGIN));
    } catch (EngineException e) {
      return nothing(engine, null, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
    return records
        .map(theirs -> view(engine, compare(engine.name(), theirs, from, to)))
        .orElseGet(() -> nothing(engine, false, null));
  }

  private static EngineComparison nothing(
      Engine engine, @Nullable Boolean keepsRecords, @Nullable String error) {
    return new EngineComparison(
        engine.name(), engine.kind(), keepsRecords, error, 0, 0, 0, 0, List.of());
  }

  private Comparison compare(String engine, List<EngineRecord> theirs, Instant from, Instant to) {
    Map<UUID, OwnRun> own = new HashMap<>();
    Set<UUID> more = new HashSet<>();
    theirs.stream().filter(it -> it.lived(from, to)).forEach(it -> more.add(it.attempt()));
    access.runAsOperator(
        () -> {
          runs.at(engine, from, to).forEach(it -> own.put(it.attempt(), it));
          more.removeAll(own.keySet());
          runs.byIds(more).forEach(it -> own.put(it.attempt(), it));
        });
    Map<UUID, OrgId> whose = new HashMap<>();
    own.forEach((attempt, run) -> whose.put(attempt, run.org()));
    Map<UUID, MeteredAttempt> usage = metered.of(whose);
    own.replaceAll((attempt, run) -> run.metered(usage.get(attempt)));
    List<EngineRecord> compared =
        theirs.stream().filter(it -> own.containsKey(it.attempt()) || it.lived(from, to)).toList();
    return Comparison.of(own.values(), compared, clock.instant());
  }

  private EngineComparison view(Engine engine, Comparison it) {
    List<Difference> first = it.differences().subList(0, Math.min(MOST, it.differences().size()));
    List<UUID> orgs = new ArrayList<>();
    for (Difference difference : first) {
      OwnRun ours = difference.ours();
      if (ours != null) {
        orgs.add(ours.org().value());
      }
    }
    Map<UUID, String> names = access.operator(() -> directory.organisations(orgs));
    return new EngineComparison(
        engine.name(),
        engine.kind(),
        true,
        null,
        it.equal(),
        it.waived(),
        it.open(),
        it.differing(),
        first.stream().map(one -> view(one, names)).toList());
  }

  private static UsageDifference view(Difference it, Map<UUID, String> names) {
    OwnRun ours = it.ours();
    return new UsageDifference(
        it.kind(),
        it.attempt(),
        ours == null ? null : ours.job(),
        ours == null ? null : ours.org(),
        ours == null ? null : names.get(ours.org().value()),
        ours == null || ours.from() == null ? null : view(ours, ours.from()),
        it.theirs().stream()
            .map(one -> new EngineRun(one.reference(), one.startedAt(), one.endedAt(), one.cards()))
            .toList());
  }

  private static MeteredRun view(OwnRun it, Instant from) {
    MeteredAttempt usage = it.metered();
    return new MeteredRun(
        from, it.endedAt(), usage == null ? null : usage.until(), milliCards(usage));
  }

  private static @Nullable Long milliCards(@Nullable MeteredAttempt usage) {
    if (usage == null || usage.time().isZero()) {
      return null;
    }
    return usage
        .cardMicros()
        .divide(BigDecimal.valueOf(usage.time().toNanos() / 1_000), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
