package dev.penstock.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The benchmarks' entry: {@code bench [NAME] [--data DIR] [--json FILE] [--jobs N]}. */
public final class Bench {
  /** Measures, and gives figures. */
  interface Benchmark {
    List<Figure> run() throws Exception;
  }

  private static final Map<String, Benchmark> ALL =
      new TreeMap<>(
          Map.of(
              "local", new LocalBench(),
              "console", new ConsoleBench(),
              "centre", new CentreBench(),
              "dispatch", new DispatchBench()));

  /** Run by their names alone: parts of those above, and what needs more than they do. */
  private static final Map<String, Benchmark> PARTS =
      Map.of(
          "backfill",
          BackfillBench::run,
          "cycles",
          new CycleBench(),
          "queueing",
          DispatchBench::queueing,
          "slurm",
          new SlurmBench());

  private Bench() {}

  /** Runs one benchmark, or all; exits with 1 when a target is missed, 2 when misused. */
  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>();
    Path json = null;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--json") && i + 1 < args.length) {
        json = Path.of(args[++i]);
      } else if (args[i].equals("--data") && i + 1 < args.length) {
        System.setProperty(Traces.PROPERTY, args[++i]);
      } else if (args[i].equals("--jobs") && i + 1 < args.length && isCount(args[i + 1])) {
        System.setProperty(SlurmBench.JOBS, args[++i]);
      } else if (ALL.containsKey(args[i]) || PARTS.containsKey(args[i])) {
        names.add(args[i]);
      } else {
        System.err.printf(
            "bench: \"%s\" is unknown. Use: bench [NAME] [--data DIR] [--json FILE] [--jobs N], NAME one of %s, or, by its name alone, of %s; N from 100 to 9999%n",
            args[i], ALL.keySet(), PARTS.keySet());
        System.exit(2);
      }
    }
    System.exit(run(names.isEmpty() ? List.copyOf(ALL.keySet()) : names, json) ? 0 : 1);
  }

  private static boolean isCount(String word) {
    return word.matches("[1-9]\\d{2,3}");
  }

  private static boolean run(List<String> names, @Nullable Path json) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (String name : names) {
      Benchmark benchmark = ALL.getOrDefault(name, PARTS.get(name));
      if (benchmark != null) {
        figures.addAll(benchmark.run());
      }
    }
    System.out.print(Table.of(figures));
    if (json != null) {
      JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(json, mapper.writeValueAsString(figures) + "\n");
    }
    return figures.stream().noneMatch(it -> Boolean.FALSE.equals(it.holds()));
  }
}
