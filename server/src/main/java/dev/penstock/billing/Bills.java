package dev.penstock.billing;

import dev.penstock.billing.BillViews.HoldView;
import dev.penstock.billing.BillViews.LineView;
import dev.penstock.billing.BillViews.StatementView;
import dev.penstock.billing.BillViews.TransferView;
import dev.penstock.metering.SealedUsage;
import dev.penstock.metering.UsageView;
import dev.penstock.rating.PricingUnit;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Listing;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organisation's bills, holds and transfers. */
@Component
final class Bills {
  private static final String LINE =
      """
      id, project_id, resource_kind, resource_id, job_id, meter, quantity, unit, unit_price, amount,
      records, waived, waived_from, waived_to, waived_cause, waived_incident, waived_what""";
  private static final String TRANSFER =
      """
      id, kind, debit_account, credit_account, amount, resource_id, line_id, reference, created_at,
      (SELECT kind FROM billing.account WHERE id = debit_account) AS debit,
      (SELECT kind FROM billing.account WHERE id = credit_account) AS credit""";

  private static final Listing LINES =
      Listing.of(
          "id",
          Listing.Key.id("id", "id"),
          Listing.Key.number("amountYuan", "amount"),
          Listing.Key.text("meter", "meter"));
  private static final Listing TRANSFERS =
      Listing.of("createdAt", Listing.Key.id("createdAt", "id"))
          .searching("coalesce(reference, '')");
  private static final Listing HOLDS =
      Listing.of(
          "createdAt",
          Listing.Key.id("createdAt", "resource_id"),
          Listing.Key.number("amountYuan", "amount"));

  private final Access access;
  private final JdbcClient jdbc;
  private final SealedUsage usage;

  Bills(Access access, JdbcClient jdbc, SealedUsage usage) {
    this.access = access;
    this.jdbc = jdbc;
    this.usage = usage;
  }

  /**
   * A month's lines by page, and the total of all of them, whatever is asked for.
   *
   * @param meter lines of this meter only, where not null
   * @param project lines of this project only, where not null
   */
  StatementView statement(
      OrgId org,
      YearMonth month,
      @Nullable String meter,
      @Nullable ProjectId project,
      ListQuery query) {
    return access.tenant(
        org,
        () -> {
          Page<LineView> page =
              LINES
                  .page(query)
                  .only("org", org.value(), "org_id = :org")
                  .only("month", month.atDay(1), "month = :month")
                  .only("meter", meter, "meter = :meter")
                  .only(
                      "project", project == null ? null : project.value(), "project_id = :project")
                  .read(jdbc, LINE, "billing.line", (row, number) -> line(row));
          return new StatementView(month, page.items(), total(org, month), page.next());
        });
  }

  private static LineView line(ResultSet row) throws SQLException {
    UUID job = row.getObject("job_id", UUID.class);
    BigInteger quantity = row.getBigDecimal("quantity").toBigIntegerExact();
    PricingUnit unit = BillViews.unit(row.getString("unit"));
    return new LineView(
        row.getObject("id", UUID.class),
        new ProjectId(row.getObject("project_id", UUID.class)),
        row.getString("resource_kind"),
        row.getObject("resource_id", UUID.class),
        job == null ? null : new JobId(job),
        row.getString("meter"),
        quantity,
        unit.countedIn(),
        unit.shown(quantity).toPlainString(),
        unit.label(),
        BillViews.price(row.getBigDecimal("unit_price")),
        new Money(row.getLong("amount")),
        row.getLong("records"),
        notCharged(row));
  }

  private static BillViews.@Nullable NotCharged notCharged(ResultSet row) throws SQLException {
    String cause = row.getString("waived_cause");
    return cause == null
        ? null
        : new BillViews.NotCharged(
            row.getObject("waived_from", OffsetDateTime.class).toInstant(),
            row.getObject("waived_to", OffsetDateTime.class).toInstant(),
            cause,
            row.getObject("waived_incident", UUID.class),
            row.getString("waived_what"),
            new Money(row.getLong("waived")));
  }

  private Money total(OrgId org, YearMonth month) {
    return new Money(
        jdbc.sql(
                """
                SELECT coalesce(sum(amount), 0)::bigint FROM billing.line
                WHERE org_id = ? AND month = ?
                """)
            .param(org.value())
            .param(month.atDay(1))
            .query(Long.class)
            .single());
  }

  /** The sealed records that a line is made of. */
  Page<UsageView> usage(OrgId org, UUID line, int limit, @Nullable String cursor) {
    long after = number(cursor);
    return access.tenant(
        org,
        () -> {
          requireLine(org, line);
          List<Long> positions =
              jdbc.sql(
                      """
                      SELECT position FROM billing.line_usage
                      WHERE org_id = ? AND line_id = ? AND position > ? ORDER BY position LIMIT ?
                      """)
                  .param(org.value())
                  .param(line)
                  .param(after)
                  .param(Page.limit(limit) + 1)
                  .query(Long.class)
                  .list();
          return Page.of(usage.at(org, positions), limit, record -> record.position() + "")
              .map(UsageView::of);
        });
  }

  private void requireLine(OrgId org, UUID line) {
    boolean exists =
        jdbc.sql("SELECT EXISTS (SELECT FROM billing.line WHERE org_id = ? AND id = ?)")
            .param(org.value())
            .param(line)
            .query(Boolean.class)
            .single();
    if (!exists) {
      throw Problems.notFound("line", line.toString());
    }
  }

  /** The organisation's transfers, the oldest first unless asked otherwise. */
  Page<TransferView> transfers(OrgId org, TransferFilter filter, ListQuery query) {
    return access.tenant(
        org,
        () ->
            TRANSFERS
                .page(query)
                .only("org", org.value(), "org_id = :org")
                .only("kind", filter.kind, "kind = :kind")
                .only("resource", filter.resource, "resource_id = :resource")
                .only("from", at(filter.from), "created_at >= :from")
                .only("to", at(filter.to), "created_at < :to")
                .read(jdbc, TRANSFER, "billing.transfer", (row, number) -> transfer(row)));
  }

  /** Which transfers are wanted; null for any. */
  record TransferFilter(
      @Nullable String kind,
      @Nullable UUID resource,
      @Nullable Instant from,
      @Nullable Instant to) {}

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static TransferView transfer(ResultSet row) throws SQLException {
    return new TransferView(
        row.getObject("id", UUID.class),
        row.getString("kind"),
        account(row, "debit"),
        account(row, "credit"),
        new Money(row.getLong("amount")),
        row.getObject("resource_id", UUID.class),
        row.getObject("line_id", UUID.class),
        row.getString("reference"),
        instant(row));
  }

  /** A tenant does not see the centre's accounts, but may know their names. */
  private static String account(ResultSet row, String side) throws SQLException {
    UUID id = row.getObject(side + "_account", UUID.class);
    if (id.equals(Ledger.CASH)) {
      return "cash";
    }
    return id.equals(Ledger.REVENUE)
        ? "revenue"
        : Objects.requireNonNull(row.getString(side), "an account of one's own");
  }

  /** The open holds, the oldest first unless asked otherwise. */
  Page<HoldView> holds(OrgId org, ListQuery query) {
    return access.tenant(
        org,
        () ->
            HOLDS
                .page(query)
                .only("org", org.value(), "org_id = :org")
                .where("closed_at IS NULL")
                .read(
                    jdbc,
                    "resource_id, amount, captured, amount - captured - released AS left_over,"
                        + " created_at",
                    "billing.hold",
                    (row, number) ->
                        new HoldView(
                            row.getObject("resource_id", UUID.class),
                            new Money(row.getLong("amount")),
                            new Money(row.getLong("captured")),
                            new Money(row.getLong("left_over")),
                            instant(row))));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("created_at", OffsetDateTime.class).toInstant();
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrongCursor(text);
    }
  }

  private static RuntimeException wrongCursor(@Nullable String text) {
    return Problems.invalid("cursor", text, "give the \"next\" of the page before, or nothing");
  }
}
