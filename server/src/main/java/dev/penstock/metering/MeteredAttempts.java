package dev.penstock.metering;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sums of the usage records of attempts, for the centre's staff. */
@Service
public final class MeteredAttempts {
  private static final int BATCH = 10_000;

  private final Access access;
  private final JdbcClient jdbc;

  MeteredAttempts(Access access, JdbcClient jdbc) {
    this.access = access;
    this.jdbc = jdbc;
  }

  /**
   * What has been metered of attempts; those of which nothing has are left out.
   *
   * @param attempts whose each is
   */
  public Map<UUID, MeteredAttempt> of(Map<UUID, OrgId> attempts) {
    Map<UUID, MeteredAttempt> metered = new HashMap<>();
    List<UUID> ids = List.copyOf(attempts.keySet());
    for (int i = 0; i < ids.size(); i += BATCH) {
      List<UUID> batch = ids.subList(i, Math.min(ids.size(), i + BATCH));
      access.operator(() -> read(batch, attempts)).forEach(it -> metered.put(it.attempt(), it));
    }
    return metered;
  }

  private List<MeteredAttempt> read(List<UUID> ids, Map<UUID, OrgId> attempts) {
    return jdbc.sql(
            """
            SELECT u.resource_id, min(u.started_at) AS began, max(u.ended_at) AS until,
              max(u.detail ->> 'ended') FILTER (WHERE u.last) AS ended,
              coalesce(sum(u.quantity) FILTER (WHERE u.meter LIKE 'card.%'), 0) AS cards
            FROM unnest(:orgs, :ids) AS wanted (org, id)
            JOIN metering.usage_record u ON u.org_id = wanted.org AND u.resource_id = wanted.id
            WHERE u.resource_kind = 'attempt'
            GROUP BY u.resource_id
            """)
        .param("orgs", ids.stream().map(it -> orgOf(attempts, it)).toArray(UUID[]::new))
        .param("ids", ids.toArray(UUID[]::new))
        .query((row, number) -> metered(row))
        .list();
  }

  private static UUID orgOf(Map<UUID, OrgId> attempts, UUID attempt) {
    return java.util.Objects.requireNonNull(attempts.get(attempt)).value();
  }

  private static MeteredAttempt metered(ResultSet row) throws SQLException {
    String ended = row.getString("ended");
    return new MeteredAttempt(
        row.getObject("resource_id", UUID.class),
        row.getObject("began", OffsetDateTime.class).toInstant(),
        row.getObject("until", OffsetDateTime.class).toInstant(),
        ended == null ? null : Instant.parse(ended),
        row.getBigDecimal("cards"));
  }
}
