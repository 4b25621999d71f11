package dev.penstock.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives a new centre the weeks behind it that a picture of it needs: racks, jobs, load, traffic and
 * what was spent, straight in the embedded database.
 */
final class Past {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(3);

  private static final String UNBILLED =
      """
      SELECT count(*) FROM metering.usage_record
      WHERE position IS NULL OR position > (SELECT position FROM billing.cursor WHERE name = 'usage')
      """;

  private Past() {}

  /** The centre asked its price before any of that; holds for a server that starts afterwards. */
  static void openedLongAgo(ServerProcess server) throws IOException, SQLException {
    try (Connection connection = server.database();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE billing.tariff SET effective_from = now() - interval '60 days'");
    }
  }

  /**
   * Makes the weeks, and waits until the server has billed what was used in them.
   *
   * @param drained why a rack is being emptied
   */
  static void make(ServerProcess server, String drained) throws IOException, SQLException {
    try (Connection connection = server.database()) {
      connection.setAutoCommit(false);
      try (PreparedStatement setting =
          connection.prepareStatement("SELECT set_config('past.drained', ?, true)")) {
        setting.setString(1, drained);
        setting.execute();
      }
      execute(connection, "past.sql");
      connection.commit();
      awaitBills(connection);
      execute(connection, "dated.sql");
      connection.commit();
    }
  }

  /** Forgets the samples of the load from before the racks stood there. */
  static void forgetTheStart(ServerProcess server) throws IOException, SQLException {
    try (Connection connection = server.database();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM insights.load WHERE cards = '[]'");
    }
  }

  private static void execute(Connection connection, String name) throws IOException, SQLException {
    try (InputStream in = Past.class.getResourceAsStream(name);
        Statement statement = connection.createStatement()) {
      if (in == null) {
        throw new IOException("the program lacks its " + name);
      }
      statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void awaitBills(Connection connection) throws IOException, SQLException {
    long deadline = System.nanoTime() + LONGEST;
    while (count(connection) > 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the server does not bill what was used");
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(UNBILLED)) {
      row.next();
      long count = row.getLong(1);
      connection.commit();
      return count;
    }
  }
}
