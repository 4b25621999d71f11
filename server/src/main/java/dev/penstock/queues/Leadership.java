package dev.penstock.queues;

import dev.penstock.shared.Ids;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of several servers decides. The lease is by the database's clock, and a new holder raises
 * the generation. An advisory lock is held for each decision, so that two never decide at once; it
 * costs no write, and the lease is only written now and then.
 */
final class Leadership {
  private static final long LOCK = 0x70656e73746f636bL;
  private static final String RENEWED_EVERY = "2 seconds";
  private static final String LEASE = "10 seconds";

  private final JdbcClient jdbc;
  private final UUID self = Ids.next();
  private final String lease;

  /**
   * One server's part in it.
   *
   * @param alone whether no other server can exist, because the database is this one's own: then a
   *     lease that a killed server left is taken over at once
   */
  Leadership(JdbcClient jdbc, boolean alone) {
    this.jdbc = jdbc;
    this.lease = alone ? "0 seconds" : LEASE;
  }

  /**
   * Leads for the rest of the open transaction, where it may.
   *
   * @return the generation, or nothing while another server leads
   */
  OptionalLong lead() {
    OptionalLong fresh =
        generation(
            """
            SELECT generation FROM queues.leader, pg_advisory_xact_lock(:lock)
            WHERE holder = :self AND seen_at > clock_timestamp() - CAST(:renewed AS interval)
            """);
    return fresh.isPresent() ? fresh : renewOrTake();
  }

  private OptionalLong renewOrTake() {
    return generation(
        """
        INSERT INTO queues.leader AS l (id, generation, holder, seen_at)
        SELECT 1, 1, :self, clock_timestamp() FROM pg_advisory_xact_lock(:lock)
        ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), holder = :self,
            generation = l.generation + CASE WHEN l.holder = :self THEN 0 ELSE 1 END
        WHERE l.holder = :self OR l.seen_at < clock_timestamp() - CAST(:lease AS interval)
        RETURNING generation
        """);
  }

  private OptionalLong generation(String sql) {
    return jdbc.sql(sql)
        .param("lock", LOCK)
        .param("self", self)
        .param("renewed", RENEWED_EVERY)
        .param("lease", lease)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }
}
