package dev.penstock.bench.chaos;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, on one port for all its lives. */
final class Server implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  private final String name;
  private final Path data;
  private final int port;
  private final List<String> command;
  private @Nullable Process process;

  /**
   * Starts nothing yet.
   *
   * @param launcher how a server is started, without options
   */
  Server(String name, Path data, List<String> launcher, List<String> options) throws IOException {
    this.name = name;
    this.data = data;
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    command = new ArrayList<>(launcher);
    command.add("--penstock.data-folder=" + data);
    command.add("--server.port=" + port);
    command.add("--penstock.notebooks.port=0");
    command.addAll(options);
  }

  String name() {
    return name;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String operatorPassword() throws IOException {
    return Files.readString(data.resolve("operator-password")).strip();
  }

  /** The address that it connects to the database from is this process's. */
  synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  synchronized void launch() throws IOException {
    Files.createDirectories(data);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolveSibling(name + ".log").toFile()))
            .start();
  }

  /** Waits until it answers; starts it again when it ends before, as a service manager does. */
  void awaitHealthy() throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!healthy(http)) {
        if (System.nanoTime() - began > LONGEST_START.toNanos()) {
          throw new IOException("%s does not start; see %s".formatted(name, data));
        }
        synchronized (this) {
          if (process == null || !process.isAlive()) {
            launch();
          }
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private boolean healthy(HttpClient http) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address().resolve("/actuator/health"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** SIGKILL; returns when it is gone. */
  synchronized void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Sends it a signal such as STOP. */
  void signal(String signal) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + signal, "" + pid()).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -%s of %s ended with %d".formatted(signal, name, code));
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroy();
      try {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
