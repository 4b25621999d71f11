package dev.penstock.shared;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that does not answer from all else that may fail. */
public final class DatabaseAway {
  /** How long a client is asked to wait, in seconds. */
  static final String RETRY_AFTER = "5";

  /** Connections fail. */
  private static final String CONNECTION = "08";

  /**
   * It stops, has crashed, starts, has no connection left, or has ended ours for its silence
   * (PostgreSQL's manual, appendix A).
   */
  private static final Set<String> STATES =
      Set.of("57P01", "57P02", "57P03", "57P05", "53300", "25P03");

  private DatabaseAway() {}

  /** Whether this failed because the database does not answer. */
  public static boolean is(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof CannotCreateTransactionException
          || at instanceof DataAccessResourceFailureException
          || at instanceof SQLTransientConnectionException
          || (at instanceof SQLException e && (isAway(e.getSQLState()) || isClosed(e)))
          || (at instanceof TransactionSystemException e && is(e.getApplicationException()))) {
        return true;
      }
    }
    return false;
  }

  /** The pool has no state for it: a connection that broke was closed while it was used. */
  private static boolean isClosed(SQLException e) {
    return e.getSQLState() == null && "Connection is closed".equals(e.getMessage());
  }

  private static boolean isAway(@Nullable String state) {
    return state != null && (state.startsWith(CONNECTION) || STATES.contains(state));
  }

  /** What a client is told: whether a change was made may not be known. */
  static Problem problem() {
    return Problems.unavailable(
            "the database does not answer",
            "try again in a few seconds, a change with the same Idempotency-Key")
        .problem();
  }
}
