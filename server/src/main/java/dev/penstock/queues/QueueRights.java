package dev.penstock.queues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What queues may. Every method needs an open transaction of the system or the operator. */
final class QueueRights {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  QueueRights(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** What was said of queues; of those that are missing nothing was. */
  List<QueueRight> all() {
    return jdbc.sql("SELECT * FROM queues.rights").query(this::right).list();
  }

  /** The same, by {@link QueueRight#queue()}. */
  Map<UUID, QueueRight> byQueue() {
    Map<UUID, QueueRight> rights = new HashMap<>();
    all().forEach(right -> rights.put(right.queue(), right));
    return rights;
  }

  void put(QueueRight right) {
    jdbc.sql(
            """
            INSERT INTO queues.rights VALUES (:org, :project, :weight, CAST(:guaranteed AS jsonb),
                CAST(:most AS jsonb), CAST(:each AS jsonb), :at, :by)
            ON CONFLICT (org_id, coalesce(project_id, org_id)) DO UPDATE SET
                weight = excluded.weight, guaranteed = excluded.guaranteed, most = excluded.most,
                most_each = excluded.most_each, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by
            """)
        .param("org", right.org())
        .param("project", right.project())
        .param("weight", right.weight())
        .param("guaranteed", json.writeValueAsString(right.guaranteed()))
        .param("most", json.writeValueAsString(right.limit()))
        .param("each", json.writeValueAsString(right.userLimit()))
        .param("at", Timestamp.from(java.util.Objects.requireNonNull(right.changedAt())))
        .param("by", right.changedBy())
        .update();
  }

  private QueueRight right(ResultSet row, int number) throws SQLException {
    return new QueueRight(
        row.getObject("org_id", UUID.class),
        row.getObject("project_id", UUID.class),
        row.getDouble("weight"),
        amounts(row, "guaranteed"),
        amounts(row, "most"),
        amounts(row, "most_each"),
        row.getTimestamp("changed_at").toInstant(),
        row.getString("changed_by"));
  }

  private ResourceAmounts amounts(ResultSet row, String column) throws SQLException {
    return json.readValue(row.getString(column), ResourceAmounts.class);
  }
}
