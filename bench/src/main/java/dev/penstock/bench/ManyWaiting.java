package dev.penstock.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes copies of one job that waits for a later time, which wait for nothing but room, straight in
 * the embedded database: as many as a large centre has would take the API's limits a long time.
 */
final class ManyWaiting {
  // version 7: the first 48 bits are the time of submission; g counts from 1
  private static final String ID =
      """
      (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint - 3600000 + g), 12, '0')
        || '7' || lpad(to_hex(g % 4096), 3, '0') || '8' || substr(md5(g::text), 1, 15))::uuid
      """;

  private static final Map<String, String> JOB =
      Map.of(
          "id", ID,
          "name", "'train-' || g",
          "spec",
              """
              jsonb_set(t.spec - 'earliestStart', '{environment,SIMULATED_SECONDS}',
                to_jsonb((30 + (g * 7919) % 1141)::text))
              """,
          "submitted_at", "now() - interval '1 hour' + g * interval '1 millisecond'");

  private static final Map<String, String> ENTRY =
      Map.of("job_id", ID, "terms", "NULL", "earliest", "NULL");

  private ManyWaiting() {}

  /** Makes so many copies of this job, and tells the dispatcher of them at once. */
  static void copy(ServerProcess server, String job, int copies) throws IOException, SQLException {
    try (Connection connection = server.database()) {
      connection.setAutoCommit(false);
      insert(connection, "jobs.job", "id", JOB, job, copies);
      insert(connection, "queues.entry", "job_id", ENTRY, job, copies);
      connection.commit();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE jobs.job, queues.entry, queues.change");
      }
    }
  }

  private static void insert(
      Connection connection,
      String table,
      String key,
      Map<String, String> different,
      String job,
      int copies)
      throws SQLException {
    List<String> columns = columns(connection, table);
    Map<String, String> values = new HashMap<>(different);
    columns.forEach(it -> values.putIfAbsent(it, "t." + it));
    String insert =
        "INSERT INTO %1$s (%2$s) SELECT %3$s FROM %1$s t, generate_series(1, ?) g WHERE t.%4$s = ?"
            .formatted(
                table,
                String.join(", ", columns),
                String.join(", ", columns.stream().map(values::get).toList()),
                key);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setInt(1, copies);
      statement.setObject(2, UUID.fromString(job));
      statement.executeUpdate();
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema || '.' || table_name = ? AND is_generated = 'NEVER'
              AND is_identity = 'NO'
            """)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  /** How many attempts run as far as the server knows, and how many jobs wait. */
  static Count count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT (SELECT count(*) FROM jobs.attempt WHERE state = 'RUNNING'),
                  (SELECT count(*) FROM queues.entry)
                """)) {
      row.next();
      return new Count(row.getInt(1), row.getInt(2));
    }
  }

  record Count(int running, int waiting) {}
}
