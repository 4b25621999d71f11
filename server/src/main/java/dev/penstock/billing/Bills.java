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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organisation's bills, holds and transfers. */
@Component
final class Bills {
  private static final UUID FIRST = new UUID(0, 0);

  private final Access access;
  private final JdbcClient jdbc;
  private final SealedUsage usage;

  Bills(Access access, JdbcClient jdbc, SealedUsage usage) {
    this.access = access;
    this.jdbc = jdbc;
    this.usage = usage;
  }

  /** A month's lines by page, and the total of all of them. */
  StatementView statement(OrgId org, YearMonth month, int limit, @Nullable String cursor) {
    UUID after = cursor(cursor);
    return access.tenant(
        org,
        () -> {
          Page<LineView> page = Page.of(lines(org, month, after, limit), limit, l -> l.id() + "");
          return new StatementView(month, page.items(), total(org, month), page.next());
        });
  }

  private List<LineView> lines(OrgId org, YearMonth month, UUID after, int limit) {
    return jdbc.sql(
            """
            SELECT id, project_id, resource_kind, resource_id, job_id, meter, quantity, unit,
                   unit_price, amount, records
            FROM billing.line WHERE org_id = ? AND month = ? AND id > ? ORDER BY id LIMIT ?
            """)
        .param(org.value())
        .param(month.atDay(1))
        .param(after)
        .param(Page.limit(limit) + 1)
        .query((row, number) -> line(row))
        .list();
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
        row.getLong("records"));
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

  /** The organisation's transfers, the oldest first. */
  Page<TransferView> transfers(OrgId org, int limit, @Nullable String cursor) {
    UUID after = cursor(cursor);
    return access.tenant(
        org,
        () ->
            Page.of(
                jdbc.sql(
                        """
                        SELECT id, kind, debit_account, credit_account, amount, resource_id, line_id,
                               reference, created_at,
                               (SELECT kind FROM billing.account WHERE id = debit_account) AS debit,
                               (SELECT kind FROM billing.account WHERE id = credit_account) AS credit
                        FROM billing.transfer WHERE org_id = ? AND id > ? ORDER BY id LIMIT ?
                        """)
                    .param(org.value())
                    .param(after)
                    .param(Page.limit(limit) + 1)
                    .query((row, number) -> transfer(row))
                    .list(),
                limit,
                transfer -> transfer.id().toString()));
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

  /** The open holds. */
  Page<HoldView> holds(OrgId org, int limit, @Nullable String cursor) {
    UUID after = cursor(cursor);
    return access.tenant(
        org,
        () ->
            Page.of(
                jdbc.sql(
                        """
                        SELECT resource_id, amount, captured, amount - captured - released AS left_over,
                               created_at
                        FROM billing.hold
                        WHERE org_id = ? AND resource_id > ? AND closed_at IS NULL
                        ORDER BY resource_id LIMIT ?
                        """)
                    .param(org.value())
                    .param(after)
                    .param(Page.limit(limit) + 1)
                    .query(
                        (row, number) ->
                            new HoldView(
                                row.getObject("resource_id", UUID.class),
                                new Money(row.getLong("amount")),
                                new Money(row.getLong("captured")),
                                new Money(row.getLong("left_over")),
                                instant(row)))
                    .list(),
                limit,
                hold -> hold.resource().toString()));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("created_at", OffsetDateTime.class).toInstant();
  }

  private static UUID cursor(@Nullable String text) {
    try {
      return text == null ? FIRST : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw wrongCursor(text);
    }
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
