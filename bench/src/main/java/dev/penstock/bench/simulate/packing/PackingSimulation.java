package dev.penstock.bench.simulate.packing;

import dev.penstock.dispatch.packing.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code simulate packing}: how much of a cluster a policy fills. */
public final class PackingSimulation {
  private static final String USE =
      "Use: simulate packing --nodes CSV --tasks CSV [--load 1.3] [--seeds 42-51]"
          + " [--policy node-value] [--moving 0.05] [--json FILE]";

  private PackingSimulation() {}

  /** One seed's row. */
  record Row(long seed, PackingReplay.Outcome outcome) {}

  /**
   * Runs it and prints a table.
   *
   * @param args as given, without the words {@code simulate packing}
   * @throws IllegalArgumentException for what can't be used, naming it
   */
  public static int run(List<String> args) throws IOException {
    Map<String, String> options = options(args);
    PackingReplay replay =
        new PackingReplay(
            PackingTrace.nodes(file(options, "--nodes")),
            PackingTrace.tasks(file(options, "--tasks")),
            decimal(options, "--load", "1.3"));
    Packing policy = Packing.parse(options.getOrDefault("--policy", "node-value"));
    double moving = decimal(options, "--moving", "0");
    List<Row> rows = new ArrayList<>();
    System.out.println("seed  allocation %  placed  refused  of 8 cards  moved  placements/s");
    for (long seed : seeds(options.getOrDefault("--seeds", "42-51"))) {
      Row row = new Row(seed, replay.run(policy, seed, moving));
      rows.add(row);
      print(String.valueOf(seed), row.outcome);
    }
    System.out.printf(
        Locale.ROOT,
        "mean  %12.3f%n",
        rows.stream().mapToDouble(it -> it.outcome.allocation()).average().orElse(0));
    if (options.containsKey("--json")) {
      JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(Path.of(options.get("--json")), json.writeValueAsString(rows) + "\n");
    }
    return 0;
  }

  private static void print(String name, PackingReplay.Outcome it) {
    System.out.printf(
        Locale.ROOT,
        "%-4s  %12.3f  %6d  %7d  %10d  %5d  %12.0f%n",
        name,
        it.allocation(),
        it.placed(),
        it.refused(),
        it.large(),
        it.moves(),
        (it.placed() + it.refused()) / it.seconds());
  }

  private static Map<String, String> options(List<String> args) {
    List<String> known =
        List.of("--nodes", "--tasks", "--load", "--seeds", "--policy", "--moving", "--json");
    Map<String, String> options = new HashMap<>();
    for (int at = 0; at < args.size(); at += 2) {
      if (!known.contains(args.get(at)) || at + 1 == args.size()) {
        throw new IllegalArgumentException("\"%s\" can't be used. %s".formatted(args.get(at), USE));
      }
      options.put(args.get(at), args.get(at + 1));
    }
    return options;
  }

  private static Path file(Map<String, String> options, String name) {
    String file = options.get(name);
    if (file == null || !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "%s is %s: give a file that can be read. %s"
              .formatted(name, file == null ? "missing" : "\"" + file + "\"", USE));
    }
    return Path.of(file);
  }

  private static double decimal(Map<String, String> options, String name, String otherwise) {
    String text = options.getOrDefault(name, otherwise);
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value < 1000) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new IllegalArgumentException(
        "%s is \"%s\": give a number of 0 or more".formatted(name, text));
  }

  private static long[] seeds(String text) {
    String[] ends = text.split("-", -1);
    try {
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      if (ends.length <= 2 && first <= last && last - first < 1000) {
        return LongStream.rangeClosed(first, last).toArray();
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new IllegalArgumentException(
        "--seeds is \"%s\": give a seed, or a first and a last one such as 42-51".formatted(text));
  }

  /** For trying it alone. */
  public static void main(String[] args) throws IOException {
    System.exit(run(List.of(args)));
  }
}
