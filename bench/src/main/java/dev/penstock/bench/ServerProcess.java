package dev.penstock.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real server in a process of its own, as {@code ./penstock serve} starts it. */
final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final Process process;
  private final Path data;
  private final int port;
  private final double startSeconds;

  private ServerProcess(Process process, Path data, int port, double startSeconds) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.startSeconds = startSeconds;
  }

  /** Starts it on this folder, and waits until its health answers. */
  static ServerProcess start(Path data, String... options)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    // the launcher's own words for it: JVM options, class path and all
    command.addAll(List.of(System.getProperty("penstock.serve", "").split("\u001f")));
    command.add("--penstock.data-folder=" + data);
    command.add("--server.port=" + port);
    command.add("--penstock.notebooks.port=0");
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    Files.createDirectories(data);
    builder.redirectErrorStream(true).redirectOutput(data.resolve("server.log").toFile());
    long begin = System.nanoTime();
    Process process = builder.start();
    URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health");
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!healthy(client, health)) {
        if (!process.isAlive() || System.nanoTime() - begin > LONGEST_START.toNanos()) {
          process.destroyForcibly();
          throw new IOException("the server does not start; see " + data.resolve("server.log"));
        }
        LockSupport.parkNanos(5_000_000);
      }
    }
    return new ServerProcess(process, data, port, (System.nanoTime() - begin) / 1e9);
  }

  private static boolean healthy(HttpClient client, URI health) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The server's own database, as the one who may do anything. */
  Connection database() throws IOException, SQLException {
    Path pid = data.resolve("database/data/postmaster.pid");
    String port = Files.readAllLines(pid).get(3).strip();
    String password = Files.readString(data.resolve("secrets/database-admin")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port), "postgres", password);
  }

  /** Has it collect all garbage now. */
  void collectGarbage() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    int code =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("jcmd GC.run ended with " + code);
    }
  }

  /** From the start of the process to the first healthy answer. */
  double startSeconds() {
    return startSeconds;
  }

  String operatorPassword() throws IOException {
    return Files.readString(data.resolve("operator-password")).strip();
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, 30, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .thenCompose(ended -> process.onExit())
        .join();
  }
}
