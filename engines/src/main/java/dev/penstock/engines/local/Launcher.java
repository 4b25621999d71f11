package dev.penstock.engines.local;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-lived shell that starts attempts. Is started again when it dies; {@link Events#ready}
 * then says that everything not yet started has to be sent again.
 */
final class Launcher implements AutoCloseable {

  /** What the launcher tells, from its reading thread. */
  interface Events {
    /** A launcher is there that knows of nothing. */
    void ready();

    /** An attempt has started or ended. */
    void changed(UUID attempt);
  }

  private static final Logger log = LoggerFactory.getLogger(Launcher.class);
  private static final long RESTART_PAUSE_MILLIS = 1_000;

  private final Path attempts;
  private final String bootId;
  private final JobUser user;
  private final Cgroups cgroups;
  private final Events events;
  private final LinkedBlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private final Thread reader;
  private final Thread writer;
  private volatile boolean closed;
  private volatile Process process;

  Launcher(Path attempts, String bootId, JobUser user, Cgroups cgroups, Events events) {
    this.attempts = attempts;
    this.bootId = bootId;
    this.user = user;
    this.cgroups = cgroups;
    this.events = events;
    this.process = launch();
    reader = Thread.ofPlatform().daemon().name("engine-launcher-read").unstarted(this::read);
    writer = Thread.ofPlatform().daemon().name("engine-launcher-write").unstarted(this::write);
  }

  /** Begins to tell events. */
  void begin() {
    reader.start();
    writer.start();
  }

  void start(UUID attempt) {
    orders.add(attempt.toString());
  }

  private Process launch() {
    try (Namespace namespace = Namespace.create(user)) {
      Process shell =
          Namespace.plain(
                  user.command(
                      Stream.of(
                          "setsid",
                          "sh",
                          "-c",
                          script(),
                          "penstock-launcher",
                          Long.toString(namespace.pid()),
                          bootId)))
              .directory(attempts.toFile())
              .start();
      cgroups.adoptLauncher(shell.pid());
      String answer = shell.inputReader(StandardCharsets.UTF_8).readLine();
      if (!"ready".equals(answer)) {
        shell.destroyForcibly();
        throw new IOException("the launcher's shell did not start in " + attempts);
      }
      return shell;
    } catch (IOException e) {
      throw new EngineException(
          Blame.PLATFORM,
          "Cannot start the launcher of jobs: %s. The tools setsid, setpriv and sh are needed."
              .formatted(e.getMessage()),
          e);
    }
  }

  static String script() throws IOException {
    try (InputStream script = Launcher.class.getResourceAsStream("launcher.sh")) {
      return new String(
          Objects.requireNonNull(script, "launcher.sh").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void read() {
    while (!closed) {
      events.ready();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          tell(line);
        }
      } catch (IOException e) {
        log.debug("The launcher's pipe broke", e);
      }
      if (!closed) {
        restart();
      }
    }
  }

  private void tell(String line) {
    try {
      events.changed(UUID.fromString(line.substring(line.indexOf(' ') + 1)));
    } catch (RuntimeException e) {
      log.warn("Could not follow the launcher's line '{}'", line, e);
    }
  }

  private void restart() {
    log.warn("The launcher of jobs has died; it is started again. Running jobs go on.");
    while (!closed) {
      try {
        Process fresh = launch();
        orders.clear();
        process = fresh;
        return;
      } catch (EngineException e) {
        log.error("Jobs cannot be started", e);
        java.util.concurrent.locks.LockSupport.parkNanos(RESTART_PAUSE_MILLIS * 1_000_000);
      }
    }
  }

  private void write() {
    while (!closed) {
      try {
        String order = orders.take();
        BufferedWriter shell = process.outputWriter(StandardCharsets.UTF_8);
        shell.append(order).append('\n');
        shell.flush();
      } catch (IOException e) {
        // The reader sees the same death and sends again what has not started.
        log.debug("The launcher did not take an order", e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** For tests: what happens when somebody kills it. */
  Process process() {
    return process;
  }

  /** Ends the launcher, not what it has started: its loop ends with its input. */
  @Override
  public void close() {
    closed = true;
    writer.interrupt();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      log.debug("The launcher's input was closed before", e);
    }
  }

  static String bootId() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim();
  }
}
