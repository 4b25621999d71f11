package dev.penstock.queues;

import dev.penstock.shared.Ids;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of several servers decides. The lease is by the database's clock; a new holder raises the
 * generation, and the row is locked for each decision, so that two never decide at once.
 */
final class Leadership {
  private final JdbcClient jdbc;
  private final UUID self = Ids.next();

  Leadership(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Renews or takes the lease within the open transaction, which then holds it to its end.
   *
   * @return the generation, or nothing while another server leads
   */
  OptionalLong lead() {
    return jdbc.sql(
            """
            INSERT INTO queues.leader AS l (id, generation, holder, seen_at)
            VALUES (1, 1, :self, now())
            ON CONFLICT (id) DO UPDATE SET seen_at = now(), holder = :self,
                generation = l.generation + CASE WHEN l.holder = :self THEN 0 ELSE 1 END
            WHERE l.holder = :self OR l.seen_at < now() - interval '10 seconds'
            RETURNING generation
            """)
        .param("self", self)
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }
}
