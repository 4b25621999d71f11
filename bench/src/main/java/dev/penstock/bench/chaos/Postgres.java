package dev.penstock.bench.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A PostgreSQL outside of the servers, which keeps what it has said; it can be stopped. */
final class Postgres implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "max_connections", "200");

  private final Path folder;
  private final int port;
  private EmbeddedPostgres postgres;

  private Postgres(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.postgres = launch();
  }

  /** An empty one in this folder. */
  static Postgres start(Path folder) throws IOException {
    return new Postgres(folder, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
            .setPGStartupWait(Duration.ofSeconds(60));
    SETTINGS.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** The options by which a server finds it. */
  List<String> options() {
    return List.of(
        "--penstock.database.url=" + url(),
        "--penstock.database.user=postgres",
        "--penstock.database.password=postgres");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** As the one who may do anything. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  void stop() throws IOException {
    postgres.close();
  }

  void startAgain() throws IOException {
    postgres = launch();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
