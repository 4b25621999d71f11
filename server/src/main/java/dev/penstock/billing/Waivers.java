package dev.penstock.billing;

import dev.penstock.metering.CentreTime;
import dev.penstock.metering.UsageRecord;
import dev.penstock.rating.Rating;
import dev.penstock.rating.TariffItem;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.Money;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What is not charged: lines of the statement that cost nothing, and say why. */
@Service
public final class Waivers {
  /**
   * The resource kind of these lines: the same attempt may have charged lines at the same price.
   */
  static final String LOST_TIME = "lost-time";

  private final Access access;
  private final JdbcClient jdbc;
  private final Tariffs tariffs;
  private final CentreTime time;

  Waivers(Access access, JdbcClient jdbc, Tariffs tariffs, CentreTime time) {
    this.access = access;
    this.jdbc = jdbc;
    this.tariffs = tariffs;
    this.time = time;
  }

  /**
   * Why something is not charged.
   *
   * @param cause a stable word
   * @param incident the fault behind it; null where there is none
   * @param what a sentence
   */
  public record Why(String cause, @Nullable UUID incident, String what) {}

  private static final class Lost {
    private final List<UsageRecord> records = new ArrayList<>();

    private BigInteger quantity() {
      return records.stream()
          .map(it -> BigInteger.valueOf(it.quantity()))
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Instant from() {
      return records.stream().map(UsageRecord::start).min(Instant::compareTo).orElseThrow();
    }

    private Instant to() {
      return records.stream().map(UsageRecord::end).max(Instant::compareTo).orElseThrow();
    }
  }

  /**
   * Writes the lines of what one resource lost, as part of the open transaction where there is one.
   * What has been written already stays as it is.
   *
   * @param lost what would have been charged; none of it has been or will be metered
   * @return what it would have cost; what has no price is worth nothing
   */
  public Money add(List<UsageRecord> lost, Why why) {
    Map<LineKey, Lost> lines = new LinkedHashMap<>();
    for (UsageRecord record : lost) {
      TariffVersion version = tariffs.at(record.start());
      Optional<TariffItem> item = version.tariff().find(record.meter());
      if (item.isPresent() && record.quantity() > 0) {
        LineKey key =
            new LineKey(
                record.org(),
                time.month(record.start()),
                record.project(),
                LOST_TIME,
                record.resource(),
                item.get(),
                version.tariff().rounding());
        lines.computeIfAbsent(key, it -> new Lost()).records.add(record);
      }
    }
    return access.system(
        () ->
            lines.entrySet().stream()
                .map(it -> write(it.getKey(), it.getValue(), why))
                .reduce(Money.ZERO, Money::plus));
  }

  private Money write(LineKey key, Lost lost, Why why) {
    BigInteger quantity = lost.quantity();
    long amount = Rating.amount(key.item(), quantity, key.rounding());
    UUID job = lost.records.getFirst().job() == null ? null : lost.records.getFirst().job().value();
    jdbc.sql(
            """
            INSERT INTO billing.line (id, org_id, month, project_id, resource_kind, resource_id,
                job_id, meter, unit, unit_price, rounding, quantity, amount, records, waived,
                waived_from, waived_to, waived_cause, waived_incident, waived_what)
            VALUES (:id, :org, :month, :project, :kind, :resource, :job, :meter, :unit, :price,
                :rounding, :quantity, 0, 0, :waived, :from, :to, :cause, :incident, :what)
            ON CONFLICT DO NOTHING
            """)
        .param("id", Ids.next())
        .param("org", key.org().value())
        .param("month", key.month().atDay(1))
        .param("project", key.project().value())
        .param("kind", key.resourceKind())
        .param("resource", key.resource())
        .param("job", job)
        .param("meter", key.item().meter())
        .param("unit", key.item().unit().label())
        .param("price", key.item().price())
        .param("rounding", key.rounding().name())
        .param("quantity", new java.math.BigDecimal(quantity))
        .param("waived", amount)
        .param("from", Timestamp.from(lost.from()))
        .param("to", Timestamp.from(lost.to()))
        .param("cause", why.cause())
        .param("incident", why.incident())
        .param("what", why.what())
        .update();
    return new Money(amount);
  }
}
