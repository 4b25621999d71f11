package dev.penstock.bench.simulate.generate;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What load to make.
 *
 * @param jobs how many jobs
 * @param queues the queues with their nodes
 * @param cardsPerNode cards of each node
 * @param sizes how many cards jobs ask for, and how often
 * @param load asked card-seconds by those that there are while jobs come
 * @param medianSeconds the median run time
 * @param spread the standard deviation of the run times' logarithms
 * @param parts of the jobs of one card, so many ask for a part of it; 0 to 1
 * @param users how many users
 * @param rhythm when jobs come
 * @param seed what chance is drawn from
 */
record Load(
    int jobs,
    Map<String, Integer> queues,
    int cardsPerNode,
    Map<Integer, Integer> sizes,
    double load,
    double medianSeconds,
    double spread,
    double parts,
    int users,
    Rhythm rhythm,
    long seed) {
  static final Set<String> OPTIONS =
      Set.of(
          "jobs",
          "nodes",
          "queues",
          "cards-per-node",
          "sizes",
          "load",
          "median",
          "spread",
          "parts",
          "users",
          "rhythm",
          "seed");

  static final int MOST_JOBS = 10_000_000;
  private static final int MOST_NODES = 100_000;
  private static final int MOST_WEIGHT = 1_000_000;

  /**
   * Reads the options.
   *
   * @param sharing whether jobs may ask for a part of a card
   */
  static Load of(Arguments arguments, boolean sharing) throws Misused {
    if (arguments.has("parts") && !sharing) {
      throw new Misused("--parts: only tasks that are packed share a card; leave it out");
    }
    int perNode = arguments.number("cards-per-node", 8, 1, 32);
    Map<String, Integer> queues = queues(arguments);
    Map<Integer, Integer> sizes = sizes(arguments, queues, perNode);
    return new Load(
        arguments.number("jobs", 5_000, 1, MOST_JOBS),
        queues,
        perNode,
        sizes,
        arguments.decimal("load", 0.8, 0.01, 10),
        60 * arguments.decimal("median", 30, 0.1, 100_000),
        arguments.decimal("spread", 1.8, 0, 5),
        arguments.decimal("parts", sharing ? 0.5 : 0, 0, 1),
        arguments.number("users", 40, 1, 1_000_000),
        rhythm(arguments.text("rhythm", "week")),
        arguments.number("seed", 1, 0, 999_999_999));
  }

  int nodes() {
    return queues.values().stream().mapToInt(it -> it).sum();
  }

  long cards() {
    return (long) nodes() * cardsPerNode;
  }

  private static Rhythm rhythm(String text) throws Misused {
    for (Rhythm it : Rhythm.values()) {
      if (it.name().toLowerCase(Locale.ROOT).equals(text)) {
        return it;
      }
    }
    throw new Misused("--rhythm: \"%s\" must be week, day or none".formatted(text));
  }

  private static Map<String, Integer> queues(Arguments arguments) throws Misused {
    if (!arguments.has("queues")) {
      int nodes = arguments.number("nodes", 64, 1, MOST_NODES);
      return nodes < 4
          ? Map.of("research", nodes)
          : new TreeMap<>(
              Map.of(
                  "product",
                  nodes / 4,
                  "research",
                  nodes - 2 * (nodes / 4),
                  "teaching",
                  nodes / 4));
    }
    if (arguments.has("nodes")) {
      throw new Misused("--nodes: leave it out, as --queues says how many nodes there are");
    }
    return counts("queues", arguments.list("queues"), "research=32", MOST_NODES);
  }

  private static Map<Integer, Integer> sizes(
      Arguments arguments, Map<String, Integer> queues, int perNode) throws Misused {
    int most = queues.values().stream().mapToInt(it -> it).max().orElse(0) * perNode;
    if (!arguments.has("sizes")) {
      Map<Integer, Integer> sizes = new TreeMap<>(Map.of(1, 70, 2, 10, 4, 8, 8, 10, 16, 2));
      sizes.keySet().removeIf(it -> it > most);
      return sizes;
    }
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    Map<String, Integer> read = counts("sizes", arguments.list("sizes"), "1=70,8=30", MOST_WEIGHT);
    for (Map.Entry<String, Integer> it : read.entrySet()) {
      boolean number = it.getKey().matches("[1-9]\\d{0,6}");
      if (!number || Integer.parseInt(it.getKey()) > most) {
        throw new Misused(
            "--sizes: \"%s\" must be a number of cards from 1 to %d, which the largest queue has"
                .formatted(it.getKey(), most));
      }
      sizes.put(Integer.parseInt(it.getKey()), it.getValue());
    }
    return sizes;
  }

  private static Map<String, Integer> counts(
      String option, List<String> texts, String example, int most) throws Misused {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String text : texts) {
      if (!text.matches("[\\w.-]+=[1-9]\\d{0,6}")) {
        throw new Misused(
            "--%s: \"%s\" must be a name, = and a whole number above 0, such as %s"
                .formatted(option, text, example));
      }
      String[] both = text.split("=", -1);
      if (Integer.parseInt(both[1]) > most) {
        throw new Misused("--%s: \"%s\" is above %d".formatted(option, text, most));
      }
      if (counts.put(both[0], Integer.parseInt(both[1])) != null) {
        throw new Misused("--%s: \"%s\" is there twice".formatted(option, both[0]));
      }
    }
    return counts;
  }
}
