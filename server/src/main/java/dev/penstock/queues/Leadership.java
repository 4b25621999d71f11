package dev.penstock.queues;

import dev.penstock.fleet.Duty;
import dev.penstock.shared.Ids;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of several servers decides. The lease is by the database's clock, and a new holder raises
 * the generation. An advisory lock is held for each decision, so that two never decide at once; it
 * costs no write, and the lease is only written now and then.
 *
 * <p>A holder that stands still, with a transaction open or without, is overtaken: PostgreSQL
 * breaks its transaction off once that has been silent for the holder's patience, and refuses by
 * the generation what it writes after (C. Gray, D. Cheriton, "Leases", SOSP 1989; the generation is
 * the sequencer of M. Burrows, "The Chubby lock service", OSDI 2006).
 */
final class Leadership implements Duty {
  /** For how long a lease holds that is not renewed. */
  static final Duration LEASE = Duration.ofSeconds(3);

  private static final long LOCK = 0x70656e73746f636bL;
  private static final Duration RENEWED_EVERY = Duration.ofMillis(700);
  private static final Duration LONGEST_WAIT_FOR_A_LOCK = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final UUID self = Ids.next();
  private final boolean alone;
  private final Duration lease;

  /**
   * One server's part in it.
   *
   * @param alone whether no other server can exist, because the database is this one's own: then a
   *     lease that a killed server left is taken over at once
   */
  Leadership(JdbcClient jdbc, boolean alone) {
    this.jdbc = jdbc;
    this.alone = alone;
    this.lease = alone ? Duration.ZERO : LEASE;
  }

  /**
   * Leads for the rest of the open transaction, where it may.
   *
   * @param patience PostgreSQL ends the transaction when nothing comes from here for that long
   * @return the generation, or nothing while another server leads
   */
  OptionalLong lead(Duration patience) {
    OptionalLong fresh =
        generation(
            """
            SELECT generation, set_config('lock_timeout', :wait, true),
                set_config('idle_in_transaction_session_timeout', :patience, true),
                set_config('penstock.generation', generation::text, true),
                pg_advisory_xact_lock(:lock)
            FROM queues.leader
            WHERE holder = :self AND seen_at > clock_timestamp() - CAST(:renewed AS interval)
            """,
            patience);
    if (fresh.isPresent() || !isFree()) {
      return fresh;
    }
    return renewOrTake(patience);
  }

  /** Whether the lease is ours or nobody's, and nobody decides in this moment; never waits. */
  private boolean isFree() {
    return jdbc.sql(
            """
            SELECT CASE WHEN EXISTS (
                SELECT 1 FROM queues.leader WHERE holder <> :self
                  AND seen_at >= clock_timestamp() - CAST(:lease AS interval))
              THEN false ELSE pg_try_advisory_xact_lock(:lock) END
            """)
        .param("self", self)
        .param("lease", lease.toString())
        .param("lock", LOCK)
        .query(Boolean.class)
        .single();
  }

  private OptionalLong renewOrTake(Duration patience) {
    return generation(
        """
        WITH lead AS (
          INSERT INTO queues.leader AS l (id, generation, holder, seen_at)
          VALUES (1, 1, :self, clock_timestamp())
          ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), holder = :self,
              generation = l.generation + CASE WHEN l.holder = :self THEN 0 ELSE 1 END
          WHERE l.holder = :self OR l.seen_at < clock_timestamp() - CAST(:lease AS interval)
          RETURNING generation)
        SELECT generation, set_config('lock_timeout', :wait, true),
            set_config('idle_in_transaction_session_timeout', :patience, true),
            set_config('penstock.generation', generation::text, true)
        FROM lead
        """,
        patience);
  }

  private OptionalLong generation(String sql, Duration patience) {
    return jdbc.sql(sql)
        .param("lock", LOCK)
        .param("self", self)
        .param("renewed", RENEWED_EVERY.toString())
        .param("lease", lease.toString())
        .param("wait", LONGEST_WAIT_FOR_A_LOCK.toMillis() + "ms")
        .param("patience", patience.toMillis() + "ms")
        .query((row, number) -> row.getLong("generation"))
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /**
   * Whether this server was the last to lead. A decision may take longer than a lease holds: while
   * nobody else has taken over it is still this server's.
   */
  @Override
  public boolean isMine() {
    return alone
        || jdbc.sql("SELECT EXISTS (SELECT 1 FROM queues.leader WHERE holder = ?)")
            .param(self)
            .query(Boolean.class)
            .single();
  }

  /** Gives the lease up, where it is ours, in the open transaction: another may take it at once. */
  void release() {
    jdbc.sql("UPDATE queues.leader SET seen_at = 'epoch' WHERE holder = :self")
        .param("self", self)
        .update();
  }
}
