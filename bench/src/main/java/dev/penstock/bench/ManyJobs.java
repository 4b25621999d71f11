package dev.penstock.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes copies of one job that has ended, straight in the embedded database: as many as a busy
 * tenant has after years would take the rest of the day to run.
 */
final class ManyJobs {
  /** How the copies differ from the job and from each other; g counts from 1. */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          // version 7: the first 48 bits are the time of submission, which the list's order follows
          "id",
          """
          (lpad(to_hex((extract(epoch FROM j.submitted_at) * 1000)::bigint - g * 60000::bigint), 12, '0')
            || '7' || lpad(to_hex(g % 4096), 3, '0') || '8' || substr(md5(g::text), 1, 15))::uuid
          """,
          "name",
          "'train-' || substr(md5(g::text), 1, 6)",
          "state",
          "(ARRAY['SUCCEEDED', 'SUCCEEDED', 'FAILED', 'CANCELLED'])[1 + g % 4]",
          "submitted_at",
          "j.submitted_at - g * interval '1 minute'",
          "started_at",
          "j.started_at - g * interval '1 minute'",
          "ended_at",
          "j.ended_at - g * interval '1 minute'");

  private ManyJobs() {}

  /** Makes so many copies of this job. */
  static void copy(ServerProcess server, String job, int copies) throws IOException, SQLException {
    try (Connection connection = server.database()) {
      List<String> columns = columns(connection);
      String values =
          String.join(
              ", ", columns.stream().map(it -> DIFFERENT.getOrDefault(it, "j." + it)).toList());
      String insert =
          "INSERT INTO jobs.job (%s) SELECT %s FROM jobs.job j, generate_series(1, ?) g WHERE j.id = ?"
              .formatted(String.join(", ", columns), values);
      try (PreparedStatement statement = connection.prepareStatement(insert)) {
        statement.setInt(1, copies);
        statement.setObject(2, UUID.fromString(job));
        statement.executeUpdate();
      }
      try (PreparedStatement statement = connection.prepareStatement("ANALYZE jobs.job")) {
        statement.execute();
      }
    }
  }

  private static List<String> columns(Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = 'jobs' AND table_name = 'job' AND is_generated = 'NEVER'
                """);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }
}
