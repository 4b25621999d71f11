package dev.penstock.engines.local;

import dev.penstock.engines.Engine;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.conformance.Program;
import dev.penstock.engines.conformance.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder of this machine as a bed. */
final class LocalSite implements Site {
  private final Path folder;
  private final Machine machine;
  private volatile Duration ahead = Duration.ZERO;
  private boolean stopped;

  LocalSite(Path folder) {
    this.folder = folder;
    machine =
        Machine.with(
            Machine.settings(folder).withLogLimit(1 << 20),
            () -> InstantSource.system().instant().plus(ahead));
  }

  @Override
  public Engine engine() {
    return machine.engine();
  }

  @Override
  public Instant now() {
    return InstantSource.system().instant();
  }

  @Override
  public StartOrder order(Program program) {
    return Orders.shell(program.shell()).order();
  }

  /** A closed engine still accepts; it starts nothing more. */
  @Override
  public void hold() {
    stop();
  }

  @Override
  public void release() {
    start();
  }

  @Override
  public void stop() {
    machine.engine().close();
    stopped = true;
  }

  @Override
  public void start() {
    var _ = machine.reopened();
    stopped = false;
  }

  /** What runs in the process that is ended: an order of its arguments. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) {
      LocalSettings own = Machine.settings(Path.of(arguments[0]));
      var engine =
          new LocalEngine(
              new LocalSettings(own.folder(), own.nodeName(), arguments[1]),
              InstantSource.system());
      engine.submit(Orders.shell(arguments[3]).attempt(UUID.fromString(arguments[2])).order());
      Runtime.getRuntime().halt(9);
    }
  }

  @Override
  public void submitAndDie(StartOrder order) {
    stop();
    try {
      int code =
          new ProcessBuilder(
                  List.of(
                      ProcessHandle.current().info().command().orElseThrow(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Doomed.class.getName(),
                      folder.toString(),
                      machine.settings().installation(),
                      order.attempt().toString(),
                      order.command().getLast()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 9) {
        throw new AssertionError("the doomed process ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    start();
  }

  /** Makes the disk say that the machine has started again since. */
  @Override
  public void lose(String node) {
    stop();
    try (Stream<Path> attempts = Files.list(folder.resolve("engine/attempts"))) {
      for (Path attempt : attempts.toList()) {
        Path started = attempt.resolve("started");
        if (Files.exists(started)) {
          var time = Files.getLastModifiedTime(started);
          String text = Files.readString(started);
          Files.writeString(started, text.replaceFirst("^\\S+", "another-boot"));
          Files.setLastModifiedTime(started, time);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  @Override
  public void skew(Duration difference) {
    ahead = difference;
  }

  @Override
  public Site foreign() {
    return new LocalSite(lent().resolve("foreign"));
  }

  @Override
  public Path lent() {
    try {
      return Files.createDirectories(folder.resolve("lent"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    ahead = Duration.ZERO;
    if (stopped) {
      start();
    }
    machine.close();
  }
}
