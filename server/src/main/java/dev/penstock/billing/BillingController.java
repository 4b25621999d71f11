package dev.penstock.billing;

import dev.penstock.billing.BillViews.BalanceView;
import dev.penstock.billing.BillViews.HoldView;
import dev.penstock.billing.BillViews.StatementView;
import dev.penstock.billing.BillViews.TariffView;
import dev.penstock.billing.BillViews.TransferView;
import dev.penstock.metering.CentreTime;
import dev.penstock.metering.UsageView;
import dev.penstock.shared.Ids;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import dev.penstock.tenancy.Projects;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The tariff for everybody, and an organisation's own money. */
@RestController
final class BillingController {
  private final Tariffs tariffs;
  private final Funds funds;
  private final Bills bills;
  private final Projects projects;
  private final CentreTime time;
  private final Clock clock;

  BillingController(
      Tariffs tariffs, Funds funds, Bills bills, Projects projects, CentreTime time, Clock clock) {
    this.tariffs = tariffs;
    this.funds = funds;
    this.bills = bills;
    this.projects = projects;
    this.time = time;
    this.clock = clock;
  }

  @GetMapping("/v1/tariff")
  TariffView tariff() {
    return TariffView.of(tariffs.current());
  }

  @GetMapping("/v1/balance")
  BalanceView balance(Caller caller) {
    caller.require(Permission.BILLING_READ);
    return BalanceView.of(funds.balance(caller.org()));
  }

  @GetMapping("/v1/holds")
  Page<HoldView> holds(
      Caller caller,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.BILLING_READ);
    return bills.holds(caller.org(), new ListQuery(null, sort, limit, cursor));
  }

  @GetMapping("/v1/statement")
  StatementView statement(
      Caller caller,
      @RequestParam(required = false) @Nullable YearMonth month,
      @RequestParam(required = false) @Nullable String meter,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "500") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.BILLING_READ);
    YearMonth asked = month == null ? time.month(clock.instant()) : month;
    ProjectId only = project == null ? null : projects.byName(caller.org(), project).id();
    return bills.statement(
        caller.org(), asked, meter, only, new ListQuery(null, sort, limit, cursor));
  }

  @GetMapping("/v1/statement/lines/{id}/usage")
  Page<UsageView> lineUsage(
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.BILLING_READ);
    return bills.usage(caller.org(), Ids.parse("line", id), limit, cursor);
  }

  @GetMapping("/v1/transfers")
  Page<TransferView> transfers(
      Caller caller,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable UUID resource,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.BILLING_READ);
    return bills.transfers(
        caller.org(),
        new Bills.TransferFilter(kind, resource, from, to),
        new ListQuery(q, sort, limit, cursor));
  }
}
