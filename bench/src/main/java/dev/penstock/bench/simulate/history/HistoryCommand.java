package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate.Command;
import dev.penstock.bench.simulate.report.Outputs;
import dev.penstock.bench.simulate.report.Report;
import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.bench.simulate.variant.Variants;
import dev.penstock.dispatch.centre.Policies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code history FILE}: a centre's own past, and what it could have been. */
public final class HistoryCommand implements Command {
  private static final String REAL = "as it was";

  @Override
  public void run(PrintStream out, Arguments arguments) throws Misused, IOException {
    Set<String> options = new HashSet<>(Variants.OPTIONS);
    options.addAll(Outputs.OPTIONS);
    arguments.only(options, 1);
    if (arguments.words().isEmpty()) {
      throw new Misused(
          "a file is missing; use: simulate history FILE, which penstock history export writes");
    }
    Outputs outputs = Outputs.of(arguments);
    List<Variant> variants = Variants.of(arguments, Policies.names(), List.of(Policies.AS_IS));
    int seed = arguments.number("seed", 1, 0, 999_999_999);
    Past past = HistoryFile.read(Path.of(arguments.words().getFirst()));
    List<Played> played = play(past, variants, seed);
    Report report = report(past, arguments, played, seed);
    out.printf(
        "%s to %s: %,d jobs and arrays, %,d nodes, %,d queues%n",
        Instant.ofEpochMilli(past.from()),
        Instant.ofEpochMilli(past.to()),
        past.jobs().size(),
        past.nodes().size(),
        past.queues().size());
    if (past.strangers() > 0) {
      out.printf(
          "%,d ranks ran on nodes that are no longer there; they are not counted as held%n",
          past.strangers());
    }
    out.print(report.text());
    outputs.write(report);
  }

  private static List<Played> play(Past past, List<Variant> variants, int seed) throws Misused {
    List<Changed> centres = new ArrayList<>();
    for (Variant it : variants) {
      if (it.label().equals(REAL)) {
        throw new Misused(
            "--what-if: \"%s\" is the past's own label; give another".formatted(REAL));
      }
      centres.add(Changed.of(past, it));
    }
    List<Played> played = new ArrayList<>();
    played.add(new Played(REAL, null, past.nodes().size(), RealPast.of(past)));
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      try {
        Outcome outcome = Replay.of(past, centres.get(i), variant.faults(), seed);
        played.add(new Played(variant.label(), variant, centres.get(i).nodes().size(), outcome));
      } catch (FaultPlan.Endless e) {
        throw new Misused(variant.label() + ": " + e.getMessage());
      }
    }
    return played;
  }

  private static Report report(Past past, Arguments arguments, List<Played> all, int seed) {
    String unit = Unit.of(past.nodes()).name();
    return new Report(
        "history",
        arguments.line(),
        all.stream().anyMatch(Played::faults)
            ? Integer.toString(seed)
            : "none, there is no chance in it",
        all.stream().map(Played::label).toList(),
        HistoryFigures.rows(all, unit),
        HistoryFigures.tables(past, all),
        HistoryCharts.of(past, all, unit),
        all.stream().map(it -> HistoryFigures.details(past, it)).toList());
  }
}
