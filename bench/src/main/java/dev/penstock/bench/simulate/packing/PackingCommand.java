package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate;
import dev.penstock.dispatch.packing.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code simulate packing}: how much of a cluster a policy fills. */
public final class PackingCommand implements Simulate.Command {
  private static final Set<String> OPTIONS =
      Set.of("nodes", "tasks", "load", "seeds", "policy", "moving", "json");
  private static final int MOST_SEEDS = 1000;

  /** One seed's row. */
  record Row(long seed, PackingReplay.Outcome outcome) {}

  @Override
  public void run(Arguments arguments) throws Misused, IOException {
    arguments.only(OPTIONS);
    List<Row> rows = rows(arguments);
    System.out.printf(
        Locale.ROOT,
        "mean  %12.3f%n",
        rows.stream().mapToDouble(it -> it.outcome.allocation()).average().orElse(0));
    Path json = arguments.optionalPath("json");
    if (json != null) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(json, mapper.writeValueAsString(rows) + "\n");
    }
  }

  private static List<Row> rows(Arguments arguments) throws Misused, IOException {
    try {
      PackingReplay replay =
          new PackingReplay(
              PackingTrace.nodes(file(arguments, "nodes")),
              PackingTrace.tasks(file(arguments, "tasks")),
              decimal(arguments, "load", "1.3"));
      Packing policy = Packing.parse(arguments.values().getOrDefault("policy", "node-value"));
      double moving = decimal(arguments, "moving", "0");
      List<Row> rows = new ArrayList<>();
      System.out.println("seed  allocation %  placed  refused  of 8 cards  moved  placements/s");
      for (long seed : seeds(arguments.values().getOrDefault("seeds", "42-51"))) {
        Row row = new Row(seed, replay.run(policy, seed, moving));
        rows.add(row);
        print(row);
      }
      return rows;
    } catch (IllegalArgumentException e) {
      throw new Misused(String.valueOf(e.getMessage()));
    }
  }

  private static void print(Row row) {
    PackingReplay.Outcome it = row.outcome;
    System.out.printf(
        Locale.ROOT,
        "%-4d  %12.3f  %6d  %7d  %10d  %5d  %12.0f%n",
        row.seed,
        it.allocation(),
        it.placed(),
        it.refused(),
        it.large(),
        it.moves(),
        (it.placed() + it.refused()) / it.seconds());
  }

  private static Path file(Arguments arguments, String name) throws Misused {
    Path file = arguments.path(name);
    if (!Files.isReadable(file)) {
      throw new Misused("--%s: there is no file \"%s\" that can be read".formatted(name, file));
    }
    return file;
  }

  private static double decimal(Arguments arguments, String name, String otherwise) throws Misused {
    String text = arguments.values().getOrDefault(name, otherwise);
    if (!text.matches("\\d{1,3}(\\.\\d{1,9})?")) {
      throw new Misused("--%s: \"%s\" must be a number from 0 to 999".formatted(name, text));
    }
    return Double.parseDouble(text);
  }

  private static long[] seeds(String text) throws Misused {
    if (text.matches("\\d{1,15}(-\\d{1,15})?")) {
      String[] ends = text.split("-", -1);
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      if (first <= last && last - first < MOST_SEEDS) {
        return LongStream.rangeClosed(first, last).toArray();
      }
    }
    throw new Misused(
        "--seeds: \"%s\" must be a seed, or a first and a last one such as 42-51".formatted(text));
  }
}
