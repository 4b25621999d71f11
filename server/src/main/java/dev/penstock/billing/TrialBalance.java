package dev.penstock.billing;

import dev.penstock.billing.BillViews.AccountView;
import dev.penstock.billing.BillViews.TrialBalanceView;
import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All accounts with their balances, which add up to zero. */
@Component
final class TrialBalance {
  private static final UUID CENTRE = new UUID(0, 0);

  private final Access access;
  private final JdbcClient jdbc;
  private final LedgerCheck check;

  TrialBalance(Access access, JdbcClient jdbc, LedgerCheck check) {
    this.access = access;
    this.jdbc = jdbc;
    this.check = check;
  }

  /**
   * The balances of one moment.
   *
   * @param recompute whether every balance is also compared with its transfers, which reads them
   *     all
   */
  TrialBalanceView read(boolean recompute) {
    return access.operator(
        () -> {
          List<AccountView> accounts = accounts();
          Money sum =
              accounts.stream().map(AccountView::balanceYuan).reduce(Money.ZERO, Money::plus);
          return new TrialBalanceView(accounts, sum, recompute ? check.differences() : null);
        });
  }

  private List<AccountView> accounts() {
    return jdbc.sql("SELECT id, org_id, kind, balance FROM billing.account ORDER BY org_id, kind")
        .query(
            (row, number) ->
                new AccountView(
                    row.getObject("id", UUID.class),
                    organisation(row.getObject("org_id", UUID.class)),
                    row.getString("kind"),
                    new Money(row.getLong("balance"))))
        .list();
  }

  private static @Nullable OrgId organisation(UUID id) {
    return id.equals(CENTRE) ? null : new OrgId(id);
  }
}
