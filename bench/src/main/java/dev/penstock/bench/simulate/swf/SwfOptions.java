package dev.penstock.bench.simulate.swf;

import dev.penstock.dispatch.backfill.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What to replay.
 *
 * @param file the trace
 * @param policies the policies' names; several are shown side by side
 * @param processors how many the machine has; 0 when the file tells
 * @param jitter whether each seed shakes the trace
 * @param seeds the seeds
 * @param json where the metrics go as JSON, null for nowhere
 */
record SwfOptions(
    Path file,
    List<String> policies,
    int processors,
    boolean jitter,
    List<Long> seeds,
    @Nullable Path json) {
  static final String USAGE =
      """
      Use: simulate swf FILE [--policy %s] [--processors N] [--jitter [--seeds 1-5]] [--json FILE]
        Replays a trace in the Standard Workload Format; without --policy all are shown side by side.
        --jitter shifts each arrival by up to 2 minutes and each run time by up to 5 %%, once a seed.
      """
          .formatted(String.join("|", Policy.named().keySet()));

  private static final int MOST_SEEDS = 1_000;

  /** The arguments can't be understood. */
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misused(String option, String value, String advice) {
      super("%s is \"%s\"; %s".formatted(option, value, advice));
    }
  }

  static SwfOptions of(String... args) {
    String file = null;
    List<String> policies = new ArrayList<>();
    int processors = 0;
    boolean jitter = false;
    List<Long> seeds = List.of();
    Path json = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--policy" -> policies.add(policy(value(args, i++)));
        case "--processors" -> processors = processors(value(args, i++));
        case "--jitter" -> jitter = true;
        case "--seeds" -> seeds = seeds(value(args, i++));
        case "--json" -> json = Path.of(value(args, i++));
        default -> {
          if (args[i].startsWith("--") || file != null) {
            throw new Misused("the argument", args[i], "it is unknown here");
          }
          file = args[i];
        }
      }
    }
    if (file == null) {
      throw new Misused("FILE", "", "name a trace in the Standard Workload Format");
    }
    if (!seeds.isEmpty() && !jitter) {
      throw new Misused(
          "--seeds", "given", "it needs --jitter; a plain replay has no chance in it");
    }
    return new SwfOptions(
        Path.of(file),
        policies.isEmpty() ? List.copyOf(Policy.named().keySet()) : policies,
        processors,
        jitter,
        jitter && seeds.isEmpty() ? seeds("1-5") : seeds,
        json);
  }

  private static String value(String[] args, int option) {
    if (option + 1 >= args.length) {
      throw new Misused(args[option], "", "it needs a value");
    }
    return args[option + 1];
  }

  private static String policy(String name) {
    if (!Policy.named().containsKey(name)) {
      throw new Misused("--policy", name, "choose one of " + Policy.named().keySet());
    }
    return name;
  }

  private static int processors(String value) {
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new Misused("--processors", value, "a whole number above 0 is needed");
    }
    return Integer.parseInt(value);
  }

  private static List<Long> seeds(String value) {
    if (!value.matches("\\d{1,9}(-\\d{1,9})?")) {
      throw new Misused("--seeds", value, "give one such as 7 or a range such as 1-5");
    }
    int dash = value.indexOf('-');
    long first = Long.parseLong(dash < 0 ? value : value.substring(0, dash));
    long last = Long.parseLong(value.substring(dash + 1));
    if (last < first || last - first >= MOST_SEEDS) {
      throw new Misused("--seeds", value, "the range needs 1 to " + MOST_SEEDS + " seeds");
    }
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
