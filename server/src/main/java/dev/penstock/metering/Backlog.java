package dev.penstock.metering;

import dev.penstock.shared.Access;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the sealing is behind what came in. */
@Component
public final class Backlog {
  /**
   * What is not sealed yet.
   *
   * @param records how many
   * @param oldest when the first of them came in, null where there is none
   * @param sealedTo the position of the last sealed record, 0 where there is none
   */
  public record Unsealed(long records, @Nullable Instant oldest, long sealedTo) {}

  private final Access access;
  private final JdbcClient jdbc;

  Backlog(Access access, JdbcClient jdbc) {
    this.access = access;
    this.jdbc = jdbc;
  }

  /** What is not sealed now. */
  public Unsealed read() {
    return access.system(
        () ->
            jdbc.sql(
                    """
                    SELECT count(*) AS records, min(accepted_at) AS oldest,
                      (SELECT coalesce(max(position), 0) FROM metering.usage_record) AS sealed_to
                    FROM metering.usage_record WHERE position IS NULL
                    """)
                .query(
                    (row, number) -> {
                      OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                      return new Unsealed(
                          row.getLong("records"),
                          oldest == null ? null : oldest.toInstant(),
                          row.getLong("sealed_to"));
                    })
                .single());
  }
}
