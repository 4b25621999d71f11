package dev.penstock.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Three minutes of chaos, with the server that this build has made. */
@Tag("slow")
@EnabledIfSystemProperty(
    named = "chaos.seed",
    matches = "\\d+",
    disabledReason = "a run of it is asked for by -Dchaos.seed=N: see docs/availability.md")
final class ChaosTest {
  private static final Path ROOT = root();

  @Test
  void what_must_hold_holds_whatever_is_killed() throws IOException, InterruptedException {
    requireSlurm();
    long seed = Long.getLong("chaos.seed", 0);
    Chaos.Report report =
        Chaos.run(
            new Chaos.Settings(
                Duration.ofMinutes(3),
                seed,
                launcher(),
                ROOT.resolve("tools/slurm-lab"),
                Path.of("/var/tmp/penstock-chaos-" + ProcessHandle.current().pid()),
                ChaosCommand.somePort(),
                false));
    assertThat(report.acts()).as("seed %d", seed).isNotEmpty();
    assertThat(report.checks()).as("seed %d", seed).allMatch(Check::holds);
  }

  private static List<String> launcher() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("server/target"))) {
      Path jar =
          files
              .filter(it -> it.getFileName().toString().matches("server-.*\\.jar"))
              .findFirst()
              .orElseThrow(
                  () -> new AssertionError("the server is not built: run mvn package before"));
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "-jar",
          jar.toString());
    }
  }

  private static void requireSlurm() {
    List<String> missing =
        Stream.of("slurmctld", "slurmd", "slurmdbd", "slurmrestd", "munged", "mariadbd")
            .filter(it -> !Files.exists(Path.of("/usr/sbin", it)))
            .filter(it -> !Files.exists(Path.of("/usr/bin", it)))
            .toList();
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root || !missing.isEmpty()) {
      String why =
          root
              ? "not installed: " + missing + " (tools/setup.sh, setup_slurm)"
              : "a laboratory needs root";
      System.err.println("\n*** CHAOS ON A REAL SLURM IS SKIPPED: " + why + " ***\n");
      Assumptions.abort("No Slurm laboratory: " + why);
    }
  }

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("tools/slurm-lab"))) {
      at = Objects.requireNonNull(at.getParent(), "tools/slurm-lab is not above");
    }
    return at;
  }
}
