package dev.penstock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A laboratory of {@code tools/slurm-lab} with 8 nodes, in a folder and on ports of its own. */
final class SlurmLab implements AutoCloseable {
  private static final Path TOOL = root().resolve("tools/slurm-lab");

  private final Path folder;
  private final Properties facts = new Properties();

  private SlurmLab(Path folder, int port) {
    this.folder = folder;
    String[] lines = run("start", "--port-base", Integer.toString(port)).split("\n", -1);
    try (var in = Files.newBufferedReader(Path.of(lines[lines.length - 1]))) {
      facts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one; skips the test where Slurm can't be had. */
  static SlurmLab start() {
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
      System.err.println("\n*** THE JOURNEY THROUGH A REAL SLURM IS SKIPPED: " + why + " ***\n");
      Assumptions.abort("No Slurm laboratory: " + why);
    }
    long pid = ProcessHandle.current().pid();
    return new SlurmLab(
        // below the ports that Linux hands out to whoever connects
        Path.of("/var/tmp/penstock-slurm-journey-" + pid), 10_000 + (int) (pid % 300) * 20);
  }

  /** The folder of the whole repository. */
  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("tools/slurm-lab"))) {
      at = Objects.requireNonNull(at.getParent(), "tools/slurm-lab is not above");
    }
    return at;
  }

  Path shared() {
    return Path.of(facts.getProperty("shared-folder"));
  }

  /** What a server is told so that it runs jobs here and nowhere else. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--penstock.fleet.local.enabled=false"));
    for (String fact :
        List.of("url", "jwt-key-file", "user", "cluster", "partition", "shared-folder")) {
      options.add("--penstock.fleet.slurm.lab.%s=%s".formatted(fact, facts.getProperty(fact)));
    }
    options.add("--penstock.fleet.slurm.lab.slurm-conf=" + facts.getProperty("slurm-conf"));
    List<String> hook = List.of(TOOL.toString(), "--folder", folder.toString(), "user");
    for (int i = 0; i < hook.size(); i++) {
      options.add("--penstock.fleet.slurm.lab.user-hook[%d]=%s".formatted(i, hook.get(i)));
    }
    return options;
  }

  /** What slurmdbd has of a job. */
  record Accounted(String state, Instant start, Instant end, int nodes, long cards) {}

  /** The record of the job whose name ends so, once it has an end. */
  Accounted accounted(String name) {
    return Await.value(() -> "sacct has the end of " + name, () -> find(name));
  }

  private Optional<Accounted> find(String name) {
    String answer =
        run(
            "with",
            "env",
            "SLURM_TIME_FORMAT=%s",
            "sacct",
            "-nPXa",
            "--starttime=now-1hour",
            "--format=JobName%120,State,Start,End,NNodes,AllocTRES");
    return answer
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(it -> it.length == 6 && it[0].endsWith(name) && it[3].matches("\\d+"))
        .map(SlurmLab::accounted)
        .findFirst();
  }

  private static Accounted accounted(String[] fields) {
    long cards =
        Stream.of(fields[5].split(",", -1))
            .filter(it -> it.startsWith("gres/gpu="))
            .mapToLong(it -> Long.parseLong(it.substring("gres/gpu=".length())))
            .sum();
    return new Accounted(
        fields[1],
        Instant.ofEpochSecond(Long.parseLong(fields[2])),
        Instant.ofEpochSecond(Long.parseLong(fields[3])),
        Integer.parseInt(fields[4]),
        cards);
  }

  /** Runs the laboratory's tool; what it prints. */
  String run(String... words) {
    List<String> command = new ArrayList<>(List.of(TOOL.toString(), "--folder", folder.toString()));
    command.addAll(List.of(words));
    try {
      Path output = Files.createTempFile("slurm-lab-", ".out");
      Path errors = Files.createTempFile("slurm-lab-", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s: %s%s".formatted(command, Files.readString(output), Files.readString(errors)));
      }
      String printed = Files.readString(output).strip();
      Files.delete(output);
      Files.delete(errors);
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    run("remove");
  }
}
