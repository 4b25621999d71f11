package dev.penstock.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.conformance.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a JVM of its own, killed as by a crash. */
final class CrashTest {
  @TempDir private Path folder;

  /** What runs in the other JVM: submits the shell script of its second argument. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) {
      LocalSettings own = Machine.settings(Path.of(arguments[0]));
      var settings = new LocalSettings(own.folder(), "here", arguments[1]);
      var engine = new LocalEngine(settings, InstantSource.system());
      Orders orders = Orders.shell(arguments[2]);
      if (!arguments[3].isEmpty()) {
        orders = orders.wallTime(Duration.parse(arguments[3]));
      }
      engine.submit(orders.order());
      UUID attempt = orders.order().attempt();
      Await.until("the start", () -> engine.observe(attempt).phase() == Phase.RUNNING);
      System.out.println(attempt + " " + engine.observe(attempt).startedAt());
      Await.until("the kill", () -> false);
    }
  }

  @Test
  void aJobSurvivesTheDeathOfItsServer() throws Exception {
    String[] start =
        die(
            "echo before; while [ ! -e /job/work/go ]; do sleep 0.02; done; echo after; exit 9",
            "");
    try (Machine machine = Machine.on(folder)) {
      UUID attempt = UUID.fromString(start[0]);

      Observation running = machine.engine().observe(attempt);
      Files.createFile(machine.engine().folder(attempt).resolve("go"));
      Observation end = machine.ended(attempt);

      assertThat(running.phase()).isEqualTo(Phase.RUNNING);
      assertThat(running.startedAt()).hasToString(start[1]);
      assertThat(end.startedAt()).isEqualTo(running.startedAt());
      assertThat(end.exitCode()).isEqualTo(9);
      assertThat(machine.log(attempt)).isEqualTo("before\nafter\n");
    }
  }

  @Test
  void whatEndedWithoutAServerKeepsItsEnd() throws Exception {
    String[] start = die("sleep 0.2; echo said; exit 4", "");
    UUID attempt = UUID.fromString(start[0]);
    Path exit = folder.resolve("engine/attempts/" + attempt + "/exit");
    Await.until("an exit without a server", () -> Files.exists(exit));
    try (Machine machine = Machine.on(folder)) {

      Observation end = machine.ended(attempt);

      assertThat(end.exitCode()).isEqualTo(4);
      assertThat(end.endedAt()).isEqualTo(AttemptFolder.time(exit).orElseThrow());
      assertThat(machine.log(attempt)).isEqualTo("said\n");
    }
  }

  @Test
  void theNextServerEnforcesTheWallTime() throws Exception {
    String[] start = die("sleep 1000", "PT0.5S");
    try (Machine machine = Machine.on(folder)) {

      Observation end = machine.ended(UUID.fromString(start[0]));

      assertThat(end.cause()).isEqualTo(Cause.WALL_TIME);
    }
  }

  private String[] die(String script, String wallTime) throws IOException, InterruptedException {
    Process doomed =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Doomed.class.getName(),
                    folder.toString(),
                    Machine.settings(folder).installation(),
                    script,
                    wallTime))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line = doomed.inputReader(StandardCharsets.UTF_8).readLine();
    doomed.destroyForcibly().waitFor();
    return line.split(" ", 2);
  }
}
