package dev.penstock.billing;

import dev.penstock.metering.SealedRecord;
import dev.penstock.metering.UsageRecord;
import dev.penstock.rating.TariffItem;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batch of sealed usage, gathered by line. Usage of nothing goes into no line: it only says that
 * a resource is finished.
 *
 * @param added what each line gains
 * @param finished the resources of which nothing follows, by organisation
 * @param unrated usage that no tariff prices
 */
record RatedBatch(
    Map<LineKey, Added> added, Map<UUID, OrgId> finished, List<SealedRecord> unrated) {

  /** What a line gains. */
  record Added(@Nullable JobId job, BigInteger quantity, List<Long> positions) {
    static Added nothing(@Nullable JobId job) {
      return new Added(job, BigInteger.ZERO, new ArrayList<>());
    }

    Added plus(SealedRecord record) {
      positions.add(record.position());
      return new Added(job, quantity.add(BigInteger.valueOf(record.usage().quantity())), positions);
    }
  }

  static RatedBatch of(
      List<SealedRecord> records,
      Function<Instant, TariffVersion> tariffs,
      Function<Instant, YearMonth> months) {
    RatedBatch batch =
        new RatedBatch(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    for (SealedRecord record : records) {
      batch.add(record, tariffs.apply(record.usage().start()), months);
    }
    return batch;
  }

  private void add(SealedRecord record, TariffVersion tariff, Function<Instant, YearMonth> months) {
    UsageRecord usage = record.usage();
    if (usage.last()) {
      finished.put(usage.resource(), usage.org());
    }
    if (usage.quantity() == 0) {
      return;
    }
    Optional<TariffItem> item = tariff.tariff().find(usage.meter());
    if (item.isEmpty()) {
      unrated.add(record);
      return;
    }
    LineKey key =
        new LineKey(
            usage.org(),
            months.apply(usage.start()),
            usage.project(),
            usage.resourceKind(),
            usage.resource(),
            item.get(),
            tariff.tariff().rounding());
    Added before = added.getOrDefault(key, Added.nothing(usage.job()));
    added.put(key, before.plus(record));
  }

  /** All organisations and resources that the batch touches. */
  Set<OrgId> orgs() {
    Set<OrgId> orgs = new HashSet<>(finished.values());
    added.keySet().forEach(key -> orgs.add(key.org()));
    return orgs;
  }

  Set<UUID> resources() {
    Set<UUID> resources = new HashSet<>(finished.keySet());
    added.keySet().forEach(key -> resources.add(key.resource()));
    return resources;
  }
}
