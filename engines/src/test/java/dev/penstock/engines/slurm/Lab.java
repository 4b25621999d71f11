package dev.penstock.engines.slurm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Slurm cluster of 8 nodes with 8 accelerators each, started once for all tests of this module on
 * ports and in a folder of its own.
 */
final class Lab implements AutoCloseable {
  private static final Path TOOL = tool();
  private static @Nullable Lab running;

  private final Path folder;
  private final Properties facts = new Properties();

  private Lab() {
    long pid = ProcessHandle.current().pid();
    folder = Path.of("/var/tmp/penstock-slurm-test-" + pid);
    int port = 20_000 + (int) (pid % 240) * 50;
    var _ = tool("start", "--port-base", Integer.toString(port), "--node-timeout", "4");
    read();
  }

  private Lab(Path folder) {
    this.folder = folder;
    read();
  }

  /** A laboratory that another process has started, and stops. */
  static Lab at(Path folder) {
    return new Lab(folder);
  }

  private void read() {
    try (var in = Files.newBufferedReader(folder.resolve("lab.properties"))) {
      facts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The laboratory; skips the test where Slurm can't be had. */
  static synchronized Lab running() {
    if (running == null) {
      List<String> missing =
          List.of("slurmctld", "slurmd", "slurmdbd", "slurmrestd", "munged", "mariadbd").stream()
              .filter(
                  it ->
                      !Files.exists(Path.of("/usr/sbin", it))
                          && !Files.exists(Path.of("/usr/bin", it)))
              .toList();
      boolean root = "root".equals(System.getProperty("user.name"));
      if (!missing.isEmpty() || !root) {
        String why =
            root
                ? "not installed: " + missing + " (tools/setup.sh, setup_slurm)"
                : "a laboratory needs root";
        System.err.println("\n*** THE TESTS AGAINST A REAL SLURM ARE SKIPPED: " + why + " ***\n");
        Assumptions.abort("No Slurm laboratory: " + why);
      }
      Lab lab = new Lab();
      Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
      running = lab;
    }
    return running;
  }

  private static Path tool() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("tools/slurm-lab"))) {
      at = java.util.Objects.requireNonNull(at.getParent(), "tools/slurm-lab is not above");
    }
    return at.resolve("tools/slurm-lab");
  }

  /** Runs the laboratory's tool; gives what it prints. */
  String tool(String... words) {
    List<String> command = new ArrayList<>(List.of(TOOL.toString(), "--folder", folder.toString()));
    command.addAll(List.of(words));
    Commands.Result result = Commands.run(command, Map.of(), "", 180);
    if (result.code() != 0) {
      throw new AssertionError(
          String.join(" ", command)
              + ": "
              + result.code()
              + "\n"
              + result.output()
              + result.error());
    }
    return result.output().strip();
  }

  /** Runs a command of Slurm. */
  String slurm(String... words) {
    List<String> all = new ArrayList<>(List.of("with"));
    all.addAll(List.of(words));
    return tool(all.toArray(String[]::new));
  }

  String fact(String name) {
    return facts.getProperty(name);
  }

  Path shared() {
    return Path.of(fact("shared-folder"));
  }

  Path folder() {
    return folder;
  }

  /** The command that makes a Unix user. */
  List<String> userHook() {
    return List.of(TOOL.toString(), "--folder", folder.toString(), "user");
  }

  @Override
  public void close() {
    tool("stop");
    try {
      Trees.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
