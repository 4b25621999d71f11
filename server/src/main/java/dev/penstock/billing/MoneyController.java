package dev.penstock.billing;

import dev.penstock.billing.MoneyViews.MoneyView;
import dev.penstock.billing.MoneyViews.SpendView;
import dev.penstock.metering.CentreTime;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Money over time: an organisation's own, and the centre's. */
@RestController
final class MoneyController {
  private final MoneyBook book;
  private final CentreTime time;
  private final Clock clock;

  MoneyController(MoneyBook book, CentreTime time, Clock clock) {
    this.book = book;
    this.time = time;
    this.clock = clock;
  }

  @Operation(summary = "Show what was charged per day, and for what")
  @GetMapping("/v1/spend")
  SpendView showSpend(
      Caller caller,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to) {
    caller.require(Permission.BILLING_READ);
    return book.spend(caller.org(), Days.asked(from, to, today(clock.instant())));
  }

  @Operation(summary = "Show revenue and top-ups per day, and what organisations have")
  @GetMapping("/v1/operator/money")
  MoneyView showMoney(Caller caller, @RequestParam(defaultValue = "30") int days) {
    caller.require(Permission.BILLING_READ);
    Instant now = clock.instant();
    return book.money(Days.last(days, today(now)), now);
  }

  private LocalDate today(Instant now) {
    return now.atZone(time.timeZone()).toLocalDate();
  }
}
