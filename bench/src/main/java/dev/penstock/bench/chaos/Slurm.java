package dev.penstock.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A laboratory of {@code tools/slurm-lab} of its own. */
final class Slurm implements AutoCloseable {
  static final int NODES = 8;
  private static final int MOST_TRIES = 3;
  private static final int MOST_STARTS = 20;
  private static final Duration STAYS = Duration.ofSeconds(3);

  private static final List<String> FACTS =
      List.of("url", "jwt-key-file", "user", "cluster", "partition", "shared-folder", "slurm-conf");

  private final Path tool;
  private final Path folder;
  private final int port;
  private final Properties facts = new Properties();

  private Slurm(Path tool, Path folder, int port) {
    this.tool = tool;
    this.folder = folder;
    this.port = port;
  }

  /** Starts one in this folder, on the ports from here on. */
  static Slurm start(Path tool, Path folder, int port) throws IOException, InterruptedException {
    Slurm slurm = new Slurm(tool, folder, port);
    String printed;
    try {
      printed = slurm.awaitAll();
    } catch (IOException e) {
      slurm.close();
      throw e;
    }
    try (var in = Files.newBufferedReader(Path.of(printed.lines().toList().getLast()))) {
      slurm.facts.load(in);
    }
    Files.createDirectories(slurm.markers());
    // jobs of any user add to it
    Files.setPosixFilePermissions(slurm.markers(), PosixFilePermissions.fromString("rwxrwxrwx"));
    return slurm;
  }

  /** Starts what does not run, and waits until all nodes are ready; what the tool prints. */
  String awaitAll() throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return run("start", "--nodes", "" + NODES, "--port-base", "" + port);
      } catch (IOException e) {
        // a port may be some client's for a while
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Starts a daemon until it stays, as a service manager does: slurmctld gives up where it finds no
   * slurmdbd and has no state of it yet.
   *
   * @return how many starts it took
   */
  int startAgain(List<String> daemon) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("start-daemon"));
    command.addAll(daemon);
    String name = String.join(".", daemon);
    for (int starts = 1; starts <= MOST_STARTS; starts++) {
      run(command.toArray(String[]::new));
      LockSupport.parkNanos(STAYS.toNanos());
      if (run("status").lines().anyMatch(line -> line.startsWith(name + " "))) {
        return starts;
      }
    }
    throw new IOException("%s does not stay".formatted(name));
  }

  Path shared() {
    return Path.of(facts.getProperty("shared-folder"));
  }

  /** Where each start of a program adds a line. */
  Path markers() {
    return shared().resolve("markers");
  }

  /** The options by which a server runs jobs here. */
  List<String> options() {
    String engine = "--penstock.fleet.slurm.lab.";
    List<String> options = new ArrayList<>();
    FACTS.forEach(fact -> options.add(engine + fact + "=" + facts.getProperty(fact)));
    // a sandbox would keep programs from the folder of the markers
    options.add(engine + "sandbox=none");
    List<String> hook = List.of(tool.toString(), "--folder", folder.toString(), "user");
    for (int i = 0; i < hook.size(); i++) {
      options.add("%suser-hook[%d]=%s".formatted(engine, i, hook.get(i)));
    }
    return options;
  }

  /** Runs the laboratory's tool; what it prints. */
  String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool.toString(), "--folder", folder.toString()));
    command.addAll(List.of(words));
    Path output = Files.createTempFile("slurm-lab-", ".out");
    Path errors = Files.createTempFile("slurm-lab-", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("%s: %s".formatted(command, Files.readString(errors).strip()));
      }
      return Files.readString(output).strip();
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
