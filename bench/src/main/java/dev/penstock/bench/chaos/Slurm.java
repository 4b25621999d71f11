package dev.penstock.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A laboratory of {@code tools/slurm-lab} of its own. */
final class Slurm implements AutoCloseable {
  static final int NODES = 8;

  private static final List<String> FACTS =
      List.of("url", "jwt-key-file", "user", "cluster", "partition", "shared-folder", "slurm-conf");

  private final Path tool;
  private final Path folder;
  private final Properties facts = new Properties();

  private Slurm(Path tool, Path folder) {
    this.tool = tool;
    this.folder = folder;
  }

  /** Starts one in this folder, on the ports from here on. */
  static Slurm start(Path tool, Path folder, int port) throws IOException, InterruptedException {
    Slurm slurm = new Slurm(tool, folder);
    String printed = slurm.run("start", "--nodes", "" + NODES, "--port-base", "" + port);
    try (var in = Files.newBufferedReader(Path.of(printed.lines().toList().getLast()))) {
      slurm.facts.load(in);
    }
    Files.createDirectories(slurm.markers());
    // jobs of any user add to it
    Files.setPosixFilePermissions(slurm.markers(), PosixFilePermissions.fromString("rwxrwxrwx"));
    return slurm;
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
