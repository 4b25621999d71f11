package dev.penstock.bench.simulate.generate;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate.Command;
import dev.penstock.bench.simulate.report.Outputs;
import dev.penstock.bench.simulate.report.WholeFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** {@code generate queueing|packing|swf --out DIR}: makes files that the simulator replays. */
public final class GenerateCommand implements Command {
  private static final Map<String, BiFunction<Load, List<Made>, Map<String, String>>> FORMS =
      Map.of("queueing", Forms::queueing, "packing", Forms::packing, "swf", Forms::swf);

  @Override
  public void run(PrintStream out, Arguments arguments) throws Misused, IOException {
    Set<String> options = new HashSet<>(Load.OPTIONS);
    options.add("out");
    arguments.only(options, 1);
    String form = arguments.words().isEmpty() ? "" : arguments.words().getFirst();
    BiFunction<Load, List<Made>, Map<String, String>> writer = FORMS.get(form);
    if (writer == null) {
      throw new Misused(
          "generate: \"%s\" is no form of a trace; name one of %s"
              .formatted(form, new TreeSet<>(FORMS.keySet())));
    }
    Path folder = arguments.path("out");
    Outputs.folder("out", folder);
    boolean packing = form.equals("packing");
    Load load = Load.of(arguments, packing);
    if (packing) {
      load = onOneNode(load, arguments.has("jobs"));
    }
    List<Made> jobs = Generator.jobs(load);
    Map<Path, String> files = new LinkedHashMap<>();
    for (Map.Entry<String, String> it : writer.apply(load, jobs).entrySet()) {
      Path file = folder.resolve(it.getKey());
      if (Files.exists(file)) {
        throw new Misused(
            "--out: \"%s\" is there already; move it away, or name another folder".formatted(file));
      }
      files.put(file, it.getValue());
    }
    WholeFiles.write(files);
    out.printf(
        Locale.ROOT,
        "%,d %s for %,d nodes of %d cards, seed %d%n",
        jobs.size(),
        packing ? "tasks" : String.format(Locale.ROOT, "jobs over %.1f days", days(jobs)),
        load.nodes(),
        load.cardsPerNode(),
        load.seed());
    files.keySet().forEach(out::println);
  }

  private static double days(List<Made> jobs) {
    return (jobs.getLast().submitted() - jobs.getFirst().submitted()) / 86_400.0;
  }

  /**
   * A task that is packed lies on one node; unless told otherwise so many come as fill the load.
   */
  private static Load onOneNode(Load load, boolean counted) throws Misused {
    Map<Integer, Integer> sizes = new LinkedHashMap<>(load.sizes());
    sizes.keySet().removeIf(it -> it > load.cardsPerNode());
    if (sizes.isEmpty()) {
      throw new Misused(
          "--sizes: \"%s\": none fits a node of %d cards; name a smaller one"
              .formatted(load.sizes().keySet(), load.cardsPerNode()));
    }
    double weights = 0;
    double cards = 0;
    for (Map.Entry<Integer, Integer> it : sizes.entrySet()) {
      weights += it.getValue();
      cards += it.getValue() * (it.getKey() == 1 ? 1 - load.parts() / 2 : it.getKey());
    }
    double filling = Math.ceil(load.load() * load.cards() * weights / cards);
    return new Load(
        counted ? load.jobs() : (int) Math.min(filling, Load.MOST_JOBS),
        load.queues(),
        load.cardsPerNode(),
        sizes,
        load.load(),
        load.medianSeconds(),
        load.spread(),
        load.parts(),
        load.users(),
        load.rhythm(),
        load.seed());
  }
}
