package dev.penstock.bench;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.ascend.AscendMonth;
import dev.penstock.bench.simulate.packing.PackingFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The dispatch kernel on public traces, beside what the schedulers of others reach on them. */
final class DispatchBench implements Bench.Benchmark {
  private static final double TOLERANCE = 0.15;
  private static final long SEED = 42;
  private static final double AIM_WITH_MOVES = 98;

  @Override
  public List<Figure> run() throws IOException, InterruptedException, Misused {
    List<Figure> figures = new ArrayList<>();
    PackingFigures.all().forEach(it -> figures.addAll(packing(it)));
    figures.addAll(queueing());
    figures.addAll(
        ForecastBench.run(
            Traces.file("philly/philly_oct_jobs.csv"), Traces.file("philly/vc_nodes.csv")));
    figures.addAll(BackfillBench.run());
    figures.addAll(ascend());
    figures.addAll(KernelBench.run());
    figures.addAll(new CycleBench().run());
    return figures;
  }

  static List<Figure> queueing() throws IOException, Misused {
    return QueueingBench.run(
        Traces.file("philly/philly_oct_jobs.csv"), Traces.file("philly/vc_nodes.csv"));
  }

  private static List<Figure> packing(PackingFigures.Means it) {
    String name = "packing." + it.trace() + ".";
    Figure moved = Figure.of(name + "best_with_moves", it.bestWithMoves(), "%", "best", it.best());
    List<Figure> figures =
        new ArrayList<>(
            List.of(
                Figure.of(name + "fgd", it.fgd(), "%", "FGD, published", it.published())
                    .within(TOLERANCE),
                Figure.of(name + "best", it.best(), "%", "FGD, ours", it.fgd()).atLeast(it.aim()),
                it.trace().endsWith("default") ? moved.atLeast(AIM_WITH_MOVES) : moved));
    if (it.largeFgd() > 0) {
      figures.add(
          Figure.of(name + "large_tasks", it.largeBest(), "tasks", "FGD, ours", it.largeFgd())
              .atLeast(it.largeFgd()));
    }
    return figures;
  }

  private static List<Figure> ascend() {
    List<Figure> figures = new ArrayList<>();
    int violations = 0;
    int gangs = 0;
    for (int load : new int[] {85, 95}) {
      AscendMonth.Outcome best = AscendMonth.bestFit(load / 100.0, SEED);
      AscendMonth.Outcome ours = AscendMonth.fewestSwitches(load / 100.0, SEED);
      violations += ours.violations() + best.violations();
      gangs += ours.gangs() + best.gangs();
      String name = load == 95 ? "ascend.cross_switch_ratio" : "ascend.cross_switch_ratio_85";
      figures.add(
          Figure.of(name, ours.crossing(), "gangs", "best fit", best.crossing()).ratioAtMost(0.5));
      figures.add(
          Figure.of(
              "ascend.utilisation_" + load,
              100 * ours.utilisation(),
              "%",
              "best fit",
              100 * best.utilisation()));
    }
    figures.add(
        Figure.of("ascend.ring_violations", violations, "jobs", "gangs placed", gangs).atMost(0));
    return figures;
  }
}
