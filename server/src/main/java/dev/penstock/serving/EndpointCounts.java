package dev.penstock.serving;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many endpoints there are, for those who watch over the centre. */
public final class EndpointCounts {
  private final Access access;
  private final JdbcClient jdbc;

  EndpointCounts(Access access, JdbcClient jdbc) {
    this.access = access;
    this.jdbc = jdbc;
  }

  /** The centre's open endpoints by state; a state without any is left out. */
  public Map<EndpointState, Integer> open() {
    return count(null);
  }

  /** The organisation's open endpoints by state; a state without any is left out. */
  public Map<EndpointState, Integer> open(OrgId org) {
    return count(org);
  }

  private Map<EndpointState, Integer> count(@Nullable OrgId org) {
    Map<EndpointState, Integer> counts = new EnumMap<>(EndpointState.class);
    access.runAsOperator(
        () ->
            jdbc.sql(
                    """
                    SELECT state, count(*) FROM serving.endpoint
                    WHERE state IN ('STARTING', 'READY', 'STOPPING')
                      AND (CAST(:org AS uuid) IS NULL OR org_id = :org)
                    GROUP BY state
                    """)
                .param("org", org == null ? null : org.value())
                .query(
                    row -> {
                      counts.put(EndpointState.valueOf(row.getString(1)), row.getInt(2));
                    }));
    return counts;
  }
}
