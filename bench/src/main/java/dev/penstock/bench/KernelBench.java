package dev.penstock.bench;

import dev.penstock.bench.KernelSpeeds.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's speed beside Fenzo's and YARN's. JMH measures, each in a JVM of its own, one after
 * the other; it runs from the class path of the module {@code bench-peers}, whose libraries are
 * nobody else's.
 */
final class KernelBench {
  /** The class path of {@code bench-peers}. */
  private static final String PEERS = "penstock.peers";

  private static final int NODES = 5_000;
  private static final List<Integer> GROWTH = List.of(NODES / 4, NODES * 4);
  private static final double SIMPLE_AIM = 500_000;
  private static final double BEST_AIM = 250_000;

  private KernelBench() {}

  /** Measures; takes five to ten minutes. */
  static List<Figure> run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("penstock-kernel");
    Path results = folder.resolve("results.json");
    Path log = folder.resolve("log");
    ProcessBuilder jmh =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                peers(),
                "-Djmh.shutdownTimeout=1",
                "org.openjdk.jmh.Main",
                "-rf",
                "json",
                "-rff",
                results.toString(),
                "PlacementsPerSecond")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    jmh.environment().put(Traces.VARIABLE, Traces.folder());
    int code = jmh.start().waitFor();
    if (code != 0 || !Files.exists(results)) {
      throw new IllegalStateException("JMH ended with %d: see %s".formatted(code, log));
    }
    KernelSpeeds speeds = KernelSpeeds.read(Files.readString(results));
    List<String> missing = speeds.missing(NODES);
    if (missing.isEmpty()) {
      Folders.delete(folder);
    } else {
      System.err.printf("bench: no speed of %s, see %s%n", missing, log);
    }
    return figures(speeds);
  }

  private static String peers() {
    String path = System.getProperty(PEERS);
    if (path == null) {
      throw new IllegalStateException(
          "%s is not set: run \"./penstock bench dispatch\", which builds bench-peers and sets it"
              .formatted(PEERS));
    }
    return path;
  }

  /** What could not be measured is left out. */
  static List<Figure> figures(KernelSpeeds speeds) {
    double simple = speeds.of(Subject.BEST_FIT, NODES);
    double best = speeds.of(Subject.NODE_VALUE, NODES);
    double fenzo = speeds.of(Subject.FENZO, NODES);
    double fenzoFull = speeds.of(Subject.FENZO_FULL, NODES);
    double yarn = speeds.of(Subject.YARN, NODES);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("kernel.placements_per_second", simple, "/s", "best policy", best)
            .atLeast(SIMPLE_AIM));
    figures.add(
        Figure.of("kernel.best_placements_per_second", best, "/s", "best fit", simple)
            .atLeast(BEST_AIM));
    figures.add(
        Figure.of(
            "kernel.fenzo_placements_per_second", fenzo, "/s", "Fenzo, all nodes", fenzoFull));
    figures.add(Figure.of("kernel.yarn_placements_per_second", yarn, "/s", "Fenzo", fenzo));
    figures.add(
        Figure.of(
            "kernel.vs_fenzo", simple / fenzo, "x", "to Fenzo, all nodes", simple / fenzoFull));
    figures.add(Figure.of("kernel.vs_yarn", simple / yarn, "x", "best policy", best / yarn));
    for (Subject subject : Subject.values()) {
      for (int nodes : GROWTH) {
        String name = "kernel.%s_%d_nodes".formatted(subject.figure, nodes);
        double speed = speeds.of(subject, nodes);
        figures.add(Figure.of(name, speed, "/s", NODES + " nodes", speeds.of(subject, NODES)));
      }
    }
    figures.removeIf(it -> Double.isNaN(it.ratio()));
    return figures;
  }
}
