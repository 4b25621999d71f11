package dev.penstock.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry: {@code chaos [--minutes N] [--seed N] [--port-base PORT] [--calm] [--json FILE]}. */
public final class ChaosCommand {
  private ChaosCommand() {}

  /** Exits with 1 when something that must hold does not, 2 when misused. */
  public static void main(String[] args) throws Exception {
    long minutes = 15;
    long seed = System.nanoTime() % 1_000_000;
    int port = somePort();
    boolean calm = false;
    Path json = null;
    for (var words = List.of(args).iterator(); words.hasNext(); ) {
      String word = words.next();
      if (word.equals("--calm")) {
        calm = true;
        continue;
      }
      String value = words.hasNext() ? words.next() : "";
      switch (word) {
        case "--minutes" -> minutes = number(word, value, 3, 600);
        case "--seed" -> seed = number(word, value, 0, Long.MAX_VALUE);
        case "--port-base" -> port = (int) number(word, value, 1_024, 65_000);
        case "--json" -> json = Path.of(value);
        default -> misused("\"%s\" is unknown".formatted(word));
      }
    }
    System.exit(run(Duration.ofMinutes(minutes), seed, port, calm, json) ? 0 : 1);
  }

  /** Below the ports that systems give to clients. */
  static int somePort() {
    return 18_000 + (int) (ProcessHandle.current().pid() % 200) * 50;
  }

  private static boolean run(
      Duration length, long seed, int port, boolean calm, @Nullable Path json) throws Exception {
    Chaos.Report report =
        Chaos.run(
            new Chaos.Settings(
                length,
                seed,
                // the launcher's own words for it: JVM options, class path and all
                List.of(System.getProperty("penstock.serve", "").split("\u001f")),
                Path.of(System.getProperty("penstock.tools", "tools"), "slurm-lab"),
                Path.of("/var/tmp/penstock-chaos-" + ProcessHandle.current().pid()),
                port,
                calm));
    if (json != null) {
      Chaos.write(report, json);
    }
    return report.holds();
  }

  private static long number(String option, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException none) {
      // told below
    }
    misused("%s \"%s\" is no number from %d to %d".formatted(option, value, least, most));
    return 0;
  }

  private static void misused(String why) {
    System.err.printf(
        "chaos: %s. Use: chaos [--minutes 3 to 600] [--seed N] [--port-base PORT] [--calm] [--json FILE]%n",
        why);
    System.exit(2);
  }
}
