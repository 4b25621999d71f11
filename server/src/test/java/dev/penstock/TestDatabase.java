package dev.penstock;

import dev.penstock.shared.Access;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A PostgreSQL of a test's own, outside of any server; it can be away for a while. */
public final class TestDatabase implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres postgres;

  private TestDatabase(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.postgres = launch();
  }

  /** An empty one, in a folder of its own. */
  public static TestDatabase start(Path folder) {
    try {
      return new TestDatabase(folder.toAbsolutePath(), freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    EmbeddedDatabase.DURABLE.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** Goes away, as if the machine that it is on had lost its power. */
  public void goAway() {
    close();
  }

  /** Is there again, with all that was committed. */
  public void comeBack() {
    try {
      postgres = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The options by which a server finds it. */
  public List<String> options() {
    return List.of(
        "--penstock.database.url=" + url(),
        "--penstock.database.user=postgres",
        "--penstock.database.password=postgres");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  /** Brings it up to date, as a server does at its start. */
  public Client migrated() {
    DatabaseEndpoint endpoint = endpoint();
    new Migrations(endpoint).run();
    var pools = new DatabaseConfiguration().dataSource(endpoint);
    pools.afterPropertiesSet();
    JdbcClient jdbc = JdbcClient.create(pools);
    return new Client(new Access(new JdbcTransactionManager(pools), jdbc), jdbc, pools::close);
  }

  /** Where it is, once it has been brought up to date by {@link #migrated}. */
  DatabaseEndpoint endpoint() {
    return new DatabaseEndpoint(url(), "postgres", "postgres", "roles");
  }

  /** What a superuser sees. */
  public JdbcClient admin() {
    return JdbcClient.create(
        new DatabaseEndpoint(url(), "postgres", "postgres", "unused").asAdmin());
  }

  /** As a server reaches it. */
  public record Client(Access access, JdbcClient jdbc, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
