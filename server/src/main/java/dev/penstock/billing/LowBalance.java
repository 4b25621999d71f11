package dev.penstock.billing;

import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.tenancy.Notifications;
import java.math.RoundingMode;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells an organisation when what it is charged takes its balance below a threshold. A hold does
 * not: it is its own money still.
 */
@Component
final class LowBalance {
  private static final Logger LOG = LoggerFactory.getLogger(LowBalance.class);

  private final Access access;
  private final Notifications notifications;
  private final Money threshold;

  LowBalance(Access access, Notifications notifications, BillingSettings settings) {
    this.access = access;
    this.notifications = notifications;
    this.threshold = Money.ofYuan(settings.lowBalance(), RoundingMode.UNNECESSARY);
  }

  /**
   * Tells once the settlement has committed. Not in its transaction: a notice that can't be sent
   * must not hold up everybody's bill.
   */
  void tell(Settlement settlement) {
    Map<OrgId, Money> fallen = settlement.fallenBelow(threshold);
    access.afterCommit(() -> fallen.forEach(this::tell));
  }

  private void tell(OrgId org, Money balance) {
    try {
      notifications.send(
          org, "wallet.low", Map.of("balance", fen(balance), "threshold", fen(threshold)));
    } catch (RuntimeException e) {
      LOG.warn("Organisation {} was not told that its balance is low.", org, e);
    }
  }

  private static String fen(Money money) {
    return money.yuan().setScale(2, RoundingMode.FLOOR).toPlainString();
  }
}
