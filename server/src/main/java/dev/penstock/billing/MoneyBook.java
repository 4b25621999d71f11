package dev.penstock.billing;

import dev.penstock.billing.MoneyViews.MoneyDay;
import dev.penstock.billing.MoneyViews.MoneyView;
import dev.penstock.billing.MoneyViews.SpendDay;
import dev.penstock.billing.MoneyViews.SpendPart;
import dev.penstock.billing.MoneyViews.SpendView;
import dev.penstock.metering.CentreTime;
import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Money over time. A day's spend is what was captured on it, for usage of that day or of one
 * before; so the days add up to the bills.
 */
@Service
public final class MoneyBook {
  private static final String WITHIN =
      " t.created_at >= (CAST(:from AS date)::timestamp AT TIME ZONE :zone)"
          + " AND t.created_at < ((CAST(:to AS date) + 1)::timestamp AT TIME ZONE :zone) ";

  /**
   * How billing stands.
   *
   * @param billedTo the position of the last sealed record that is billed
   * @param unrated records that no tariff has a price for
   * @param sum of all balances; zero when all is well
   */
  public record Standing(long billedTo, long unrated, Money sum) {}

  private record Moved(LocalDate date, String kind, Money amount) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final String zone;

  MoneyBook(Access access, JdbcClient jdbc, CentreTime time) {
    this.access = access;
    this.jdbc = jdbc;
    this.zone = time.timeZone().getId();
  }

  /** What the organisation was charged in a month of the centre's. */
  public Money spent(OrgId org, YearMonth month) {
    return spend(org, new Days(month.atDay(1), month.atEndOfMonth())).totalYuan();
  }

  SpendView spend(OrgId org, Days days) {
    return access.tenant(
        org,
        () -> {
          Map<LocalDate, Money> byDay = new HashMap<>();
          moved(days, "t.kind = 'capture' AND t.org_id = :org", org)
              .forEach(it -> byDay.put(it.date(), it.amount()));
          return new SpendView(
              days.from(),
              days.to(),
              byDay.values().stream().reduce(Money.ZERO, Money::plus),
              days.each()
                  .map(day -> new SpendDay(day, byDay.getOrDefault(day, Money.ZERO)))
                  .toList(),
              parts(org, days));
        });
  }

  private List<SpendPart> parts(OrgId org, Days days) {
    return over(
            days,
            org,
            """
            SELECT l.resource_kind, l.meter, sum(t.amount) AS amount
            FROM billing.transfer t JOIN billing.line l ON l.id = t.line_id
            WHERE t.kind = 'capture' AND t.org_id = :org AND"""
                + WITHIN
                + "GROUP BY l.resource_kind, l.meter ORDER BY amount DESC, 1, 2")
        .query(
            (row, number) ->
                new SpendPart(
                    row.getString("resource_kind"),
                    row.getString("meter"),
                    new Money(row.getLong("amount"))))
        .list();
  }

  private List<Moved> moved(Days days, String which, @Nullable OrgId org) {
    return over(
            days,
            org,
            "SELECT (t.created_at AT TIME ZONE :zone)::date AS day, t.kind, sum(t.amount) AS amount"
                + " FROM billing.transfer t WHERE "
                + which
                + " AND"
                + WITHIN
                + "GROUP BY 1, 2")
        .query(
            (row, number) ->
                new Moved(
                    row.getObject("day", LocalDate.class),
                    row.getString("kind"),
                    new Money(row.getLong("amount"))))
        .list();
  }

  private JdbcClient.StatementSpec over(Days days, @Nullable OrgId org, String sql) {
    return jdbc.sql(sql)
        .param("from", days.from())
        .param("to", days.to())
        .param("zone", zone)
        .param("org", org == null ? null : org.value());
  }

  MoneyView money(Days days, Instant now) {
    return access.operator(
        () -> {
          Map<LocalDate, Money> revenue = new HashMap<>();
          Map<LocalDate, Money> toppedUp = new HashMap<>();
          for (Moved it : moved(days, "t.kind IN ('capture', 'top-up')", null)) {
            (it.kind().equals("capture") ? revenue : toppedUp).put(it.date(), it.amount());
          }
          List<MoneyDay> points =
              days.each()
                  .map(
                      day ->
                          new MoneyDay(
                              day,
                              revenue.getOrDefault(day, Money.ZERO),
                              toppedUp.getOrDefault(day, Money.ZERO)))
                  .toList();
          Money held = balances("held");
          return new MoneyView(
              now,
              points.getLast(),
              points.stream().map(MoneyDay::revenueYuan).reduce(Money.ZERO, Money::plus),
              points.stream().map(MoneyDay::toppedUpYuan).reduce(Money.ZERO, Money::plus),
              held,
              held.plus(balances("wallet")),
              points);
        });
  }

  private Money balances(String kind) {
    return jdbc.sql("SELECT coalesce(sum(balance), 0) FROM billing.account WHERE kind = ?")
        .param(kind)
        .query((row, number) -> new Money(row.getLong(1)))
        .single();
  }

  /** How billing stands now. */
  public Standing standing() {
    return access.system(
        () ->
            jdbc.sql(
                    """
                    SELECT (SELECT position FROM billing.cursor WHERE name = 'usage') AS billed_to,
                      (SELECT count(*) FROM billing.unrated_usage) AS unrated,
                      (SELECT coalesce(sum(balance), 0) FROM billing.account) AS sum
                    """)
                .query(
                    (row, number) ->
                        new Standing(
                            row.getLong("billed_to"),
                            row.getLong("unrated"),
                            new Money(row.getLong("sum"))))
                .single());
  }
}
