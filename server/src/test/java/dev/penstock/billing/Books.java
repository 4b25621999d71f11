package dev.penstock.billing;

import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the tests of money share: amounts, and usage of a resource. */
final class Books {
  static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

  private Books() {}

  static Money yuan(String amount) {
    return Money.ofYuan(new BigDecimal(amount), RoundingMode.UNNECESSARY);
  }

  /** So many milli-cores for so long. */
  static long cores(long milliCores, Duration time) {
    return milliCores * time.toNanos() / 1_000;
  }

  static UsageRecord usage(
      OrgId org, UUID resource, String name, String meter, long quantity, boolean last) {
    return usage(org, resource, name, meter, quantity, last, START);
  }

  static UsageRecord usage(
      OrgId org,
      UUID resource,
      String name,
      String meter,
      long quantity,
      boolean last,
      Instant start) {
    return new UsageRecord(
        "test-" + resource,
        name,
        org,
        new ProjectId(new UUID(7, 7)),
        "attempt",
        resource,
        new JobId(new UUID(8, 8)),
        meter,
        quantity,
        start,
        start.plus(Duration.ofMinutes(30)),
        last,
        Map.of());
  }
}
