package dev.penstock.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real Slurm on this machine for one run: {@code tools/slurm-lab} in a folder of its own. */
final class SlurmLaboratory implements AutoCloseable {
  /** The name of the folder with {@code slurm-lab}, told by the launcher. */
  static final String TOOLS = "penstock.tools";

  /** As Slurm's guide to high throughput has it: no attempt to start at each single submission. */
  private static final String SCHEDULER =
      "bf_interval=10,bf_continue,sched_interval=5,sched_min_interval=100000,batch_sched_delay=1,defer";

  private static final int NODES = 8;
  private static final int PORTS = 10 + NODES + 1;
  private static final Duration LONGEST_COMMAND = Duration.ofMinutes(10);

  private final Path tool;
  private final Path folder;
  private final Properties facts = new Properties();

  private SlurmLaboratory(Path tool, Path folder) {
    this.tool = tool;
    this.folder = folder;
  }

  /** Starts one on ports that are free. */
  static SlurmLaboratory start() throws IOException {
    Path tool = Path.of(System.getProperty(TOOLS, "tools"), "slurm-lab").toAbsolutePath();
    // the jobs' users must get into it, which they can't where temporary folders are private
    Path folder = Path.of("/var/tmp/penstock-bench-slurm-" + ProcessHandle.current().pid());
    var lab = new SlurmLaboratory(tool, folder);
    // its daemons outlive a bench that is broken off
    Runtime.getRuntime().addShutdownHook(new Thread(lab::stop, "stop-slurm"));
    try {
      String printed =
          lab.run(
              "start",
              "--nodes",
              Integer.toString(NODES),
              "--port-base",
              Integer.toString(freePorts()),
              "--min-job-age",
              "30",
              "--scheduler",
              SCHEDULER);
      try (var in = Files.newBufferedReader(Path.of(printed.lines().toList().getLast()))) {
        lab.facts.load(in);
      }
      return lab;
    } catch (IOException e) {
      lab.close();
      throw e;
    }
  }

  /**
   * The first of as many ports in a row as it takes, below those that Linux gives to whoever
   * connects.
   */
  private static int freePorts() throws IOException {
    for (int base = 20_000; base < 32_000; base += PORTS) {
      if (areFree(base)) {
        return base;
      }
    }
    throw new IOException("no %d free ports in a row for the laboratory".formatted(PORTS));
  }

  private static boolean areFree(int base) {
    for (int port = base; port < base + PORTS; port++) {
      try (ServerSocket socket = new ServerSocket(port)) {
        socket.setReuseAddress(true);
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }

  /** What this host and the nodes see. */
  Path shared() {
    return Path.of(facts.getProperty("shared-folder"));
  }

  /** Has a server run jobs here and nowhere else, all as one user, who need not be made. */
  List<String> options(String placement, String sandbox) {
    List<String> options = new ArrayList<>(List.of("--penstock.fleet.local.enabled=false"));
    for (String fact :
        List.of(
            "url", "jwt-key-file", "user", "cluster", "partition", "shared-folder", "slurm-conf")) {
      options.add("--penstock.fleet.slurm.lab.%s=%s".formatted(fact, facts.getProperty(fact)));
    }
    options.add("--penstock.fleet.slurm.lab.user-pattern=nobody");
    options.add("--penstock.fleet.slurm.lab.placement=" + placement);
    options.add("--penstock.fleet.slurm.lab.sandbox=" + sandbox);
    options.add("--penstock.fleet.refresh=1s");
    return options;
  }

  /** Runs a command of Slurm on it; what it prints. */
  String with(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of("with"));
    words.addAll(List.of(command));
    return run(words.toArray(String[]::new));
  }

  private String run(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool.toString(), "--folder", folder.toString()));
    command.addAll(List.of(words));
    Path printed = Files.createTempFile("slurm-", ".out");
    Path errors = Files.createTempFile("slurm-", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(printed.toFile())
              .redirectError(errors.toFile())
              .start();
      boolean ended = process.waitFor(LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(
            "%s failed: %s%s"
                .formatted(
                    String.join(" ", command),
                    Files.readString(printed),
                    Files.readString(errors)));
      }
      return Files.readString(printed).strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(tool + " was interrupted");
    } finally {
      Files.delete(printed);
      Files.delete(errors);
    }
  }

  private void stop() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("The laboratory in " + folder + " can't be stopped: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(folder)) {
      run("stop");
      Folders.delete(folder);
    }
  }
}
