package dev.penstock.metering;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Usage records as rows. */
@Component
final class UsageRows {
  static final String COLUMNS =
      """
      source, source_id, org_id, project_id, resource_kind, resource_id, job_id, meter, quantity,
      started_at, ended_at, last, detail""";

  private final JsonMapper json;

  UsageRows(JsonMapper json) {
    this.json = json;
  }

  String detail(UsageRecord usage) {
    return json.writeValueAsString(usage.detail());
  }

  UsageRecord usage(ResultSet row) throws SQLException {
    UUID job = row.getObject("job_id", UUID.class);
    return new UsageRecord(
        row.getString("source"),
        row.getString("source_id"),
        new OrgId(row.getObject("org_id", UUID.class)),
        new ProjectId(row.getObject("project_id", UUID.class)),
        row.getString("resource_kind"),
        row.getObject("resource_id", UUID.class),
        job == null ? null : new JobId(job),
        row.getString("meter"),
        row.getLong("quantity"),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        row.getBoolean("last"),
        details(row.getString("detail")));
  }

  SealedRecord sealed(ResultSet row) throws SQLException {
    return new SealedRecord(
        row.getLong("position"),
        row.getLong("sequence"),
        HexFormat.of().formatHex(row.getBytes("hash")),
        usage(row));
  }

  private Map<String, String> details(String text) {
    // most records have none, and there are many
    return text.equals("{}")
        ? Map.of()
        : json.readValue(text, new TypeReference<Map<String, String>>() {});
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
