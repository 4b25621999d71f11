package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate.Command;
import dev.penstock.bench.simulate.report.Outputs;
import dev.penstock.bench.simulate.report.Report;
import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.bench.simulate.variant.Variants;
import dev.penstock.dispatch.queueing.Partition;
import dev.penstock.dispatch.queueing.Policies;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * {@code queueing --jobs CSV --partitions CSV [--policy P,...] [--forecast]}: queues with shares.
 */
public final class QueueingCommand implements Command {
  private static final Set<String> OPTIONS =
      Set.of("jobs", "partitions", "cards-per-node", "forecast");

  @Override
  public Set<String> switches() {
    return Set.of("forecast");
  }

  @Override
  public void run(PrintStream out, Arguments arguments) throws Misused, IOException {
    Set<String> options = new HashSet<>(OPTIONS);
    options.addAll(Variants.OPTIONS);
    options.addAll(Outputs.OPTIONS);
    arguments.only(options, 0);
    Outputs outputs = Outputs.of(arguments);
    List<Variant> variants = Variants.of(arguments, Policies.names(), List.of("best"));
    int seed = arguments.number("seed", 1, 0, 999_999_999);
    Trace trace =
        Trace.read(
            arguments.path("jobs"),
            arguments.path("partitions"),
            arguments.number("cards-per-node", 8, 1, Long.SIZE));
    List<Trace> traces = new ArrayList<>();
    for (Variant it : variants) {
      traces.add(Resized.of(trace, it));
    }
    List<Played> played = play(variants, traces, seed, arguments.has("forecast"));
    Report report = report(arguments, played, seed);
    out.print(report.text());
    outputs.write(report);
  }

  private static List<Played> play(
      List<Variant> variants, List<Trace> traces, long seed, boolean forecast) throws Misused {
    Map<Setup, Outcome> alone = new HashMap<>();
    List<Played> played = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      Trace trace = traces.get(i);
      Setup setup =
          new Setup(
              Objects.requireNonNull(Policies.named(variant.policy())),
              trace,
              variant.faults(),
              seed);
      try {
        ForecastProof proof = forecast ? new ForecastProof(setup.policy(), seed) : null;
        Outcome outcome = Replay.of(setup, proof == null ? Watcher.NOBODY : proof);
        Outcome own = alone.computeIfAbsent(Replay.apart(setup), Replay::of);
        int nodes = trace.partitions().stream().mapToInt(Partition::nodes).sum();
        QueueingReport report =
            QueueingReport.of(outcome, own, proof == null ? null : proof.figures());
        played.add(new Played(variant, nodes, outcome, own, report));
      } catch (FaultPlan.Endless e) {
        throw new Misused(variant.label() + ": " + e.getMessage());
      }
    }
    return played;
  }

  private static Report report(Arguments arguments, List<Played> all, long seed) {
    boolean chance =
        all.stream()
            .anyMatch(it -> it.variant().faults() != null || it.report().forecast() != null);
    return new Report(
        "queueing",
        arguments.line(),
        chance ? Long.toString(seed) : "none, there is no chance in it",
        all.stream().map(it -> it.variant().label()).toList(),
        QueueingFigures.rows(all),
        QueueingFigures.tables(all),
        QueueingCharts.of(all),
        all.stream().map(QueueingFigures::details).toList());
  }
}
