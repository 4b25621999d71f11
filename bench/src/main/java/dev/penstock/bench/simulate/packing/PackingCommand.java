package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate;
import dev.penstock.bench.simulate.report.Outputs;
import dev.penstock.bench.simulate.report.Report;
import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.bench.simulate.variant.Variants;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code simulate packing}: how much of a cluster a policy fills. */
public final class PackingCommand implements Simulate.Command {
  private static final Set<String> OPTIONS =
      Set.of("nodes", "tasks", "load", "seeds", "moving", "tasks-per-hour");
  private static final String SEEDS = "42-51";

  @Override
  public void run(PrintStream out, Arguments arguments) throws Misused, IOException {
    Set<String> options = new HashSet<>(OPTIONS);
    options.addAll(Variants.OPTIONS);
    options.addAll(Outputs.OPTIONS);
    // the seeds are several here, and tasks have no work that could be saved
    options.removeAll(Set.of("seed", "checkpoint"));
    arguments.only(options, 0);
    Outputs outputs = Outputs.of(arguments);
    List<Variant> variants =
        Variants.of(
            arguments,
            Arrays.stream(Packing.values()).map(Packing::code).toList(),
            List.of(Packing.NODE_VALUE.code()));
    Report report = report(arguments, play(arguments, variants));
    out.print(report.text());
    outputs.write(report);
  }

  private static List<Played> play(Arguments arguments, List<Variant> variants)
      throws Misused, IOException {
    List<PackingTrace.Node> nodes = new ArrayList<>();
    List<Task> tasks = new ArrayList<>();
    try {
      nodes.addAll(PackingTrace.nodes(file(arguments, "nodes")));
      tasks.addAll(PackingTrace.tasks(file(arguments, "tasks")));
    } catch (IllegalArgumentException e) {
      throw new Misused(String.valueOf(e.getMessage()));
    }
    if (tasks.isEmpty() || PackingReplay.capacity(nodes) == 0) {
      throw new Misused(
          "--nodes, --tasks: \"%s\", \"%s\": at least one task, and one node with a card, are needed"
              .formatted(arguments.path("nodes"), arguments.path("tasks")));
    }
    if (tasks.stream().allMatch(it -> it.cards() == 0)) {
      throw new Misused(
          "--tasks: \"%s\": none of its tasks asks for a card; num_gpu must be above 0 for some"
              .formatted(arguments.path("tasks")));
    }
    PackingReplay replay = new PackingReplay(nodes, tasks, arguments.decimal("load", 1.3, 0, 999));
    List<List<PackingTrace.Node>> sized = new ArrayList<>();
    for (Variant it : variants) {
      if (!it.quotas().isEmpty()) {
        throw new Misused(
            "--quota: \"%s\": packing has no queues; only simulate queueing has"
                .formatted(it.quotas()));
      }
      sized.add(Arriving.nodes(nodes, it.nodes(nodes.size())));
    }
    List<Played> all = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      all.add(play(arguments, replay, variants.get(i), sized.get(i)));
    }
    return all;
  }

  private static Played play(
      Arguments arguments, PackingReplay replay, Variant variant, List<PackingTrace.Node> nodes)
      throws Misused {
    Arriving arriving =
        new Arriving(
            Packing.parse(variant.policy()),
            nodes,
            arguments.decimal("moving", 0, 0, 999),
            variant.faults(),
            arguments.decimal("tasks-per-hour", 100, 0.001, 1_000_000));
    List<Played.Run> runs = new ArrayList<>();
    try {
      for (long seed : arguments.seeds("seeds", SEEDS)) {
        runs.add(new Played.Run(seed, replay.play(arriving, seed)));
      }
    } catch (FaultPlan.Endless e) {
      throw new Misused(variant.label() + ": " + e.getMessage());
    }
    return new Played(variant, nodes.size(), PackingReplay.capacity(nodes) / Task.WHOLE, runs);
  }

  private static Path file(Arguments arguments, String name) throws Misused {
    Path file = arguments.path(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Misused("--%s: there is no file \"%s\" that can be read".formatted(name, file));
    }
    return file;
  }

  private static Report report(Arguments arguments, List<Played> all) throws Misused {
    return new Report(
        "packing",
        arguments.line(),
        arguments.text("seeds", SEEDS),
        all.stream().map(it -> it.variant().label()).toList(),
        PackingShow.rows(all),
        PackingShow.tables(all),
        PackingShow.charts(all),
        all.stream().map(PackingShow::details).toList());
  }
}
