package dev.penstock.metering;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** An organisation's usage as it came in, sealed or not yet. */
@Component
final class UsageHistory {
  private record Row(long id, UsageView view) {}

  private final Access access;
  private final JdbcClient jdbc;
  private final UsageRows rows;

  UsageHistory(Access access, JdbcClient jdbc, UsageRows rows) {
    this.access = access;
    this.jdbc = jdbc;
    this.rows = rows;
  }

  Page<UsageView> list(OrgId org, @Nullable UUID resource, int limit, @Nullable String cursor) {
    long after = cursor == null ? 0 : number(cursor);
    List<Row> found =
        access.tenant(
            org,
            () ->
                jdbc.sql(
                        """
                        SELECT id, position, sequence, hash, %s FROM metering.usage_record
                        WHERE org_id = ? AND id > ? AND (?::uuid IS NULL OR resource_id = ?::uuid)
                        ORDER BY id LIMIT ?
                        """
                            .formatted(UsageRows.COLUMNS))
                    .param(org.value())
                    .param(after)
                    .param(resource)
                    .param(resource)
                    .param(Page.limit(limit) + 1)
                    .query((row, number) -> new Row(row.getLong("id"), view(row)))
                    .list());
    return Page.of(found, limit, row -> String.valueOf(row.id())).map(Row::view);
  }

  private UsageView view(java.sql.ResultSet row) throws java.sql.SQLException {
    byte[] hash = row.getBytes("hash");
    return hash == null
        ? UsageView.of(rows.usage(row), null, null, null)
        : UsageView.of(
            rows.usage(row),
            row.getLong("position"),
            row.getLong("sequence"),
            HexFormat.of().formatHex(hash));
  }

  private static long number(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw Problems.invalid("cursor", cursor, "give the \"next\" of the page before, or nothing");
    }
  }
}
