package dev.penstock.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way to the database: a transaction as one of the {@link DatabaseRole roles}.
 *
 * <p>A nested call joins the transaction that is open: the same role in the same tenant joins, and
 * a tenant's block joins one of the system or the operator. Widening is refused: a tenant's
 * transaction never becomes the system's, nor another tenant's.
 *
 * <p>The tenant is set in the database for the transaction only, so a connection that returns to
 * the pool carries nothing of it.
 */
public final class Access {
  /** As whom a transaction works; routes to the pool. */
  private record Seat(DatabaseRole role, @Nullable OrgId org) {
    boolean admits(Seat inner) {
      return equals(inner) || (role != DatabaseRole.TENANT && inner.role == DatabaseRole.TENANT);
    }
  }

  private record Block(Seat seat, List<Runnable> afterCommit) {}

  private static final ThreadLocal<@Nullable Block> BLOCK = new ThreadLocal<>();

  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;

  public Access(PlatformTransactionManager transactionManager, JdbcClient jdbc) {
    this.transactions = new TransactionTemplate(transactionManager);
    this.jdbc = jdbc;
  }

  /** Works as the tenant; only its rows exist. */
  public <T extends @Nullable Object> T tenant(OrgId org, Supplier<T> work) {
    return in(new Seat(DatabaseRole.TENANT, org), work);
  }

  /** Works as the tenant; only its rows exist. */
  public void runAsTenant(OrgId org, Runnable work) {
    tenant(org, asSupplier(work));
  }

  /** Works as the server itself. */
  public <T extends @Nullable Object> T system(Supplier<T> work) {
    return in(new Seat(DatabaseRole.SYSTEM, null), work);
  }

  /** Works as the server itself. */
  public void runAsSystem(Runnable work) {
    system(asSupplier(work));
  }

  /** Works as the centre's staff. */
  public <T extends @Nullable Object> T operator(Supplier<T> work) {
    return in(new Seat(DatabaseRole.OPERATOR, null), work);
  }

  /** Works as the centre's staff. */
  public void runAsOperator(Runnable work) {
    operator(asSupplier(work));
  }

  /** Runs the work once the open transaction has committed, and not at all if it does not. */
  public void afterCommit(Runnable work) {
    open().afterCommit.add(work);
  }

  /**
   * The role of the open block.
   *
   * @throws IllegalStateException outside of any block
   */
  public static DatabaseRole role() {
    return open().seat.role;
  }

  private static Block open() {
    Block block = BLOCK.get();
    if (block == null) {
      throw new IllegalStateException("the database is only reached through Access");
    }
    return block;
  }

  private <T extends @Nullable Object> T in(Seat seat, Supplier<T> work) {
    Block open = BLOCK.get();
    if (open != null) {
      if (!open.seat.admits(seat)) {
        throw new IllegalStateException("a transaction as " + open.seat + " can't become " + seat);
      }
      return work.get();
    }
    Block block = new Block(seat, new ArrayList<>());
    T result = transact(block, work);
    block.afterCommit.forEach(Runnable::run);
    return result;
  }

  private <T extends @Nullable Object> T transact(Block block, Supplier<T> work) {
    BLOCK.set(block);
    try {
      return transactions.execute(
          status -> {
            setTenant(block.seat.org);
            return work.get();
          });
    } finally {
      BLOCK.remove();
    }
  }

  private void setTenant(@Nullable OrgId org) {
    if (org != null) {
      jdbc.sql("SELECT set_config('penstock.org', ?, true)")
          .param(org.toString())
          .query(String.class)
          .single();
    }
  }

  private static Supplier<@Nullable Void> asSupplier(Runnable work) {
    return () -> {
      work.run();
      return null;
    };
  }
}
