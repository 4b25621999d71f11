package dev.penstock;

import dev.penstock.jobs.Milestones.Milestone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link CrashingServer} in a process of its own. */
final class ServerProcess {
  private final Process process;
  private final Path dataFolder;
  private final Path portFile;
  private final Path output;
  private final boolean halts;

  private ServerProcess(
      Process process, Path dataFolder, Path portFile, Path output, boolean halts) {
    this.process = process;
    this.halts = halts;
    this.dataFolder = dataFolder;
    this.portFile = portFile;
    this.output = output;
  }

  /** Forks a server; {@code haltAt} is the milestone at which it dies. */
  static ServerProcess fork(Path dataFolder, @Nullable Milestone haltAt) {
    return fork(dataFolder, haltAt, List.of());
  }

  /** Forks a server with further options. */
  static ServerProcess fork(Path dataFolder, @Nullable Milestone haltAt, List<String> options) {
    try {
      Path outside = Files.createDirectories(dataFolder.resolveSibling("processes"));
      Path portFile = outside.resolve("port-" + System.nanoTime());
      Path output = Files.createTempFile(outside, "server-", ".log");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xshare:auto",
                  "-Xmx512m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CrashingServer.class.getName(),
                  "--server.port=0",
                  "--penstock.notebooks.port=0",
                  "--penstock.data-folder=" + dataFolder,
                  "--%s=%s".formatted(CrashingServer.PORT_FILE, portFile)));
      command.addAll(options);
      if (haltAt != null) {
        command.add("--%s=%s".formatted(CrashingServer.HALT_AT, haltAt));
      }
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new ServerProcess(process, dataFolder, portFile, output, haltAt != null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server, once it is ready. */
  TestCentre centre() {
    String port = Await.value(() -> "the server is ready: " + output(), this::portOnceReady);
    return TestCentre.elsewhere(port, dataFolder);
  }

  private Optional<String> portOnceReady() {
    try {
      if (Files.exists(portFile)) {
        return Optional.of(Files.readString(portFile));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!process.isAlive()) {
      throw new AssertionError("the server ended with %d: %s".formatted(exitCode(), output()));
    }
    return Optional.empty();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it is one that dies at a milestone. */
  boolean halts() {
    return halts;
  }

  /** Stands still, as a machine does that is out of memory, until it {@link #goesOn}. */
  void standStill() {
    signal("STOP");
  }

  void goesOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
      if (code != 0) {
        throw new AssertionError("kill -%s ended with %d".formatted(name, code));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for the end. */
  int exitCode() {
    Await.until(() -> "the server ends: " + output(), () -> !process.isAlive());
    return process.exitValue();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** As the system's service manager does. */
  void stop() {
    process.destroy();
    exitCode();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
