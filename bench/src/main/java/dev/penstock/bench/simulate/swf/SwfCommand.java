package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.Arguments;
import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.Simulate.Command;
import dev.penstock.bench.simulate.report.Outputs;
import dev.penstock.bench.simulate.report.Report;
import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.bench.simulate.variant.Variants;
import dev.penstock.dispatch.backfill.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code swf FILE}: replays a trace of a parallel machine under backfilling policies. */
public final class SwfCommand implements Command {
  private static final Set<String> OPTIONS =
      Set.of("processors", "processors-per-node", "jitter", "seeds");
  private static final int MOST = 10_000_000;

  @Override
  public Set<String> switches() {
    return Set.of("jitter");
  }

  @Override
  public void run(PrintStream out, Arguments arguments) throws Misused, IOException {
    Set<String> options = new HashSet<>(OPTIONS);
    options.addAll(Variants.OPTIONS);
    options.addAll(Outputs.OPTIONS);
    arguments.only(options, 1);
    if (arguments.words().isEmpty()) {
      throw new Misused(
          "a file is missing; use: simulate swf FILE, a trace in the Standard Workload Format");
    }
    if (arguments.has("seeds") && !arguments.has("jitter")) {
      throw new Misused(
          "--seeds: it needs --jitter, which shakes the trace once a seed; faults take --seed");
    }
    Outputs outputs = Outputs.of(arguments);
    List<String> policies = List.copyOf(Policy.named().keySet());
    List<Variant> variants = Variants.of(arguments, policies, policies);
    SwfTrace trace = trace(arguments.words().getFirst());
    List<Played> played = play(arguments, variants, trace);
    Report report = report(arguments, played);
    out.printf(
        Locale.ROOT,
        "%,d jobs replayed, %,d left out (never ran, or no processors given)%n",
        trace.jobs().size(),
        trace.leftOut());
    out.print(report.text());
    outputs.write(report);
  }

  private static SwfTrace trace(String file) throws Misused {
    try {
      return SwfReader.read(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new Misused("there is no file \"%s\"".formatted(e.getFile()));
    } catch (SwfException e) {
      throw new Misused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Misused("\"%s\" can't be read as text: %s".formatted(file, e.getMessage()));
    }
  }

  /** The figures of a trace under a policy, shaken by the seed unless that is null. */
  public static Metrics replay(SwfTrace trace, int processors, String policy, @Nullable Long seed) {
    return run(Machine.of(processors), trace.jobs(), policy, seed).metrics();
  }

  private static Played.Run run(
      Machine machine, List<SwfJob> jobs, String policy, @Nullable Long seed) {
    Policy rules = Objects.requireNonNull(Policy.named().get(policy), policy);
    Replay.Outcome outcome = Replay.of(machine, seed == null ? jobs : Jitter.of(jobs, seed), rules);
    return new Played.Run(seed, outcome, Metrics.of(outcome));
  }

  private static List<Played> play(Arguments arguments, List<Variant> variants, SwfTrace trace)
      throws Misused {
    int perNode = arguments.number("processors-per-node", 1, 1, MOST);
    int seed = arguments.number("seed", 1, 0, 999_999_999);
    int given = arguments.number("processors", 0, 0, MOST);
    int processors = given > 0 ? given : trace.processors();
    List<Machine> machines = new ArrayList<>();
    for (Variant it : variants) {
      int sized = processors(trace, it, processors, perNode);
      machines.add(new Machine(sized, perNode, it.faults(), seed));
    }
    List<Played> all = new ArrayList<>();
    for (int i = 0; i < machines.size(); i++) {
      Variant variant = variants.get(i);
      List<Played.Run> runs = new ArrayList<>();
      try {
        if (arguments.has("jitter")) {
          for (long its : arguments.seeds("seeds", "1-5")) {
            runs.add(run(machines.get(i), trace.jobs(), variant.policy(), its));
          }
        } else {
          runs.add(run(machines.get(i), trace.jobs(), variant.policy(), null));
        }
      } catch (FaultPlan.Endless e) {
        throw new Misused(variant.label() + ": " + e.getMessage());
      }
      all.add(new Played(variant, machines.get(i).processors(), runs));
    }
    return all;
  }

  private static int processors(SwfTrace trace, Variant variant, int there, int perNode)
      throws Misused {
    if (!variant.quotas().isEmpty()) {
      throw new Misused(
          "--quota: \"%s\": a trace in this format has no queues; only simulate queueing has"
              .formatted(variant.quotas()));
    }
    int nodes = Nodes.count(Math.max(1, there), perNode);
    long wanted = variant.nodes(nodes);
    long processors = wanted == nodes ? there : wanted * perNode;
    int widest = trace.jobs().stream().mapToInt(SwfJob::processors).max().orElse(1);
    if (processors < widest || processors > MOST) {
      throw new Misused(
          ("--processors: \"%d\" of \"%s\" must be at most %d, and at least %d, which the widest job"
                  + " of the trace needs")
              .formatted(processors, variant.label(), MOST, widest));
    }
    return (int) processors;
  }

  private static Report report(Arguments arguments, List<Played> all) throws Misused {
    List<String> seeds = new ArrayList<>();
    if (arguments.has("jitter")) {
      seeds.add(
          "trace shaken by %s, charts over time of the first of them"
              .formatted(arguments.text("seeds", "1-5")));
    }
    if (all.stream().anyMatch(it -> it.variant().faults() != null)) {
      seeds.add("faults by " + arguments.text("seed", "1"));
    }
    return new Report(
        "swf",
        arguments.line(),
        seeds.isEmpty() ? "none, there is no chance in it" : String.join("; ", seeds),
        all.stream().map(it -> it.variant().label()).toList(),
        SwfFigures.rows(all),
        SwfFigures.tables(all),
        SwfCharts.of(all),
        all.stream().map(SwfFigures::details).toList());
  }
}
