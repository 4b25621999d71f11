package dev.penstock.billing;

import dev.penstock.shared.Access;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Recomputes what the ledger keeps as sums, from the movements that it keeps for ever. */
@Service
public final class LedgerCheck {
  private static final String DIFFERENCES =
      """
      WITH moved AS (
        SELECT account, sum(amount) AS amount
        FROM (
          SELECT credit_account AS account, amount FROM billing.transfer
          UNION ALL
          SELECT debit_account, -amount FROM billing.transfer) both_sides
        GROUP BY account
      )
      SELECT format('account %s (%s of %s) says %s, its transfers add up to %s',
                    a.id, a.kind, a.org_id, a.balance, coalesce(m.amount, 0)) AS difference
      FROM billing.account a LEFT JOIN moved m ON m.account = a.id
      WHERE a.balance <> coalesce(m.amount, 0)
      UNION ALL
      SELECT format('all balances add up to %s', sum(balance))
      FROM billing.account HAVING sum(balance) <> 0
      UNION ALL
      SELECT format('organisation %s has %s held, its open holds have %s left',
                    a.org_id, a.balance, coalesce(h.left_over, 0))
      FROM billing.account a
      LEFT JOIN (
        SELECT org_id, sum(amount - captured - released) AS left_over
        FROM billing.hold WHERE closed_at IS NULL GROUP BY org_id) h USING (org_id)
      WHERE a.kind = 'held' AND a.balance <> coalesce(h.left_over, 0)
      UNION ALL
      SELECT format('line %s is %s, its captures add up to %s', l.id, l.amount, coalesce(c.amount, 0))
      FROM billing.line l
      LEFT JOIN (
        SELECT line_id, sum(amount) AS amount
        FROM billing.transfer WHERE kind = 'capture' GROUP BY line_id) c ON c.line_id = l.id
      WHERE l.amount <> coalesce(c.amount, 0)
      """;

  private final Access access;
  private final JdbcClient jdbc;

  LedgerCheck(Access access, JdbcClient jdbc) {
    this.access = access;
    this.jdbc = jdbc;
  }

  /** What does not add up, in words; empty when all is well. Reads every transfer. */
  public List<String> differences() {
    // one statement, so one state of the database, whatever is posted meanwhile
    return access.operator(() -> jdbc.sql(DIFFERENCES).query(String.class).list());
  }
}
