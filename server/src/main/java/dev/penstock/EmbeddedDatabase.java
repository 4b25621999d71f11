package dev.penstock;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that this server starts, owns and stops, with settings that keep what is said. */
final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  /** What must hold for money: the library's own defaults are made for tests. */
  static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private static final Map<String, String> TUNED =
      Map.of(
          "shared_buffers", "256MB",
          "max_connections", "100",
          "random_page_cost", "1.1",
          "max_wal_size", "2GB",
          "jit", "off",
          "listen_addresses", "127.0.0.1");

  private static final String SIGN_IN_BY_PASSWORD =
      "host all all 127.0.0.1/32 scram-sha-256\nlocal all all reject\n";

  private final EmbeddedPostgres postgres;
  private final DatabaseEndpoint endpoint;

  private EmbeddedDatabase(EmbeddedPostgres postgres, DatabaseEndpoint endpoint) {
    this.postgres = postgres;
    this.endpoint = endpoint;
  }

  /**
   * Starts the database of this folder, making it when there is none. What an earlier server that
   * was killed left running is stopped first; the caller holds the folder's lock.
   */
  static EmbeddedDatabase start(Path folder, Secrets secrets) {
    String adminPassword = secrets.of("database-admin");
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path data = folder.resolve("data");
      stopLeftover(data);
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
              .setConnectConfig("password", adminPassword)
              .setPGStartupWait(Duration.ofSeconds(60));
      DURABLE.forEach(builder::setServerConfig);
      TUNED.forEach(builder::setServerConfig);
      EmbeddedPostgres postgres = builder.start();
      closeToStrangers(postgres, data, adminPassword);
      String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort());
      return new EmbeddedDatabase(
          postgres,
          new DatabaseEndpoint(url, "postgres", adminPassword, secrets.of("database-roles")));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded database in " + folder + " does not start", e);
    }
  }

  DatabaseEndpoint endpoint() {
    return endpoint;
  }

  /** A new cluster trusts whoever connects; from here on a password is needed. */
  private static void closeToStrangers(EmbeddedPostgres postgres, Path data, String password)
      throws IOException {
    Path rules = data.resolve("pg_hba.conf");
    if (Files.readString(rules).equals(SIGN_IN_BY_PASSWORD)) {
      return;
    }
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
      Files.writeString(rules, SIGN_IN_BY_PASSWORD);
      statement.execute("SELECT pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException("can't set the database's passwords", e);
    }
  }

  private static void stopLeftover(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    ProcessHandle leftover =
        ProcessHandle.of(pid).filter(EmbeddedDatabase::isPostgres).orElse(null);
    if (leftover == null) {
      return;
    }
    LOG.info("Stopping the database that a killed server left running, process {}.", pid);
    // SIGINT would be PostgreSQL's fast stop; Java can only send SIGTERM, which waits for clients,
    // and the clients died with the server
    leftover.destroy();
    try {
      leftover.onExit().get(20, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      leftover.destroyForcibly();
      leftover.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
