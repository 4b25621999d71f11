package dev.penstock.cli.demo;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.shell.Shell;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Waits until all usage is on the bill and nothing is held, and looks at the money then. */
final class Settlement {
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final Shell shell;
  private final Api api;
  private final Account account;

  /**
   * The customer's money when all is settled.
   *
   * @param reckoning by the tariff in force
   * @param reckoned what the usage costs by the tariff, worked out here
   */
  record Settled(
      List<JsonNode> usage,
      JsonNode bill,
      Reckoning reckoning,
      BigDecimal reckoned,
      BigDecimal balance,
      BigDecimal held) {
    BigDecimal billed() {
      return Account.yuan(bill, "totalYuan");
    }

    Accounting accounting() {
      return new Accounting(reckoning, usage, bill.path("lines").valueStream().toList());
    }
  }

  Settlement(Shell shell, Api api) {
    this.shell = shell;
    this.api = api;
    this.account = new Account(api);
  }

  /**
   * Returns when the bill is settled, or as things stand after two minutes: the checks then tell
   * what is amiss.
   *
   * @param calls how often the endpoint was asked; they are metered a little later
   */
  Settled await(int calls) {
    Instant giveUp = shell.world().clock().instant().plus(WITHIN);
    Reckoning reckoning = new Reckoning(api.get(Address.of("v1", "tariff")));
    while (true) {
      List<JsonNode> usage = account.usage();
      Settled now =
          new Settled(
              usage,
              account.bill(),
              reckoning,
              reckoning.cost(usage),
              account.balance(),
              account.held());
      boolean settled =
          now.held.signum() == 0
              && now.reckoned.compareTo(now.billed()) == 0
              && Reckoning.total(usage, "call").intValueExact() == calls;
      if (settled || shell.world().clock().instant().isAfter(giveUp)) {
        return now;
      }
      shell.world().pause().pause(BETWEEN);
    }
  }
}
