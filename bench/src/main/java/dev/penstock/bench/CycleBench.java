package dev.penstock.bench;

import dev.penstock.dispatch.centre.Forward;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The kernel's cycles in a centre of 10,000 nodes with 100,000 jobs that wait, each with 1,000
 * ends, as many arrivals, and the loss of a node. A cycle is long and changes what the next one
 * finds, so it is not for JMH: the figure is the median of 20, after 20 that are not counted.
 */
final class CycleBench implements Bench.Benchmark {
  private static final int NODES = 10_000;
  private static final int WAITING = 100_000;
  private static final int ENDS = 1_000;
  private static final int CYCLES = 20;
  private static final int READS = 1_000;
  private static final double AIM_CYCLE_MS = 50;
  private static final double AIM_EXPLAIN_MS = 1;
  private static final double AIM_READ_MS = 10;
  private static final double AIM_HEAP_MIB = 512;

  private static final int PLAYED = 100;
  private static final Forward.Limits LIMITS =
      new Forward.Limits(1, PLAYED, Duration.ofDays(14).toMillis());

  @Override
  public List<Figure> run() {
    double before = heapMib();
    CentreCycle centre = centre(NODES, WAITING);
    double cold = centre.cold().took().millis();
    List<Watch.Took> cycles = centre.cycles(ENDS, CYCLES);
    check(centre);
    double heap = heapMib() - before;
    Samples times = Samples.of(cycles.stream().mapToDouble(Watch.Took::millis).toArray());
    double cycle = times.quantile(0.5);
    double cpu = cpu(cycles);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("kernel.cycle_ms", cycle, "ms", "cold first cycle", cold).under(AIM_CYCLE_MS));
    figures.add(Figure.of("kernel.cycle_cpu_ms", cpu, "ms", "by the clock", cycle));
    figures.add(Figure.of("kernel.cycle_max_ms", times.quantile(1), "ms", "median", cycle));
    figures.add(Figure.of("kernel.cold_cycle_ms", cold, "ms", "median cycle", cycle));
    centre.explanations(READS);
    Samples explain = centre.explanations(READS);
    double slow = explain.quantile(0.99);
    figures.add(
        Figure.of("kernel.explain_ms", explain.quantile(0.5), "ms", "slowest but 1 %", slow)
            .under(AIM_EXPLAIN_MS));
    figures.addAll(forecast(centre, cpu));
    figures.add(
        Figure.of("kernel.heap_mib", heap, "MiB", "in use before", before).under(AIM_HEAP_MIB));
    figures.addAll(growth(cpu));
    return figures;
  }

  private static CentreCycle centre(int nodes, int waiting) {
    Mix none = Mix.of(List.of());
    Policy policy = Policy.usual(Packing.BEST_FIT.policy(none, new Random(1)));
    return new CentreCycle(policy, nodes, waiting);
  }

  private static void check(CentreCycle centre) {
    int running = centre.kernel().running();
    if (running < NODES || centre.waiting() < WAITING) {
      throw new IllegalStateException(
          "%d run and %d wait: at least %d and %d should"
              .formatted(running, centre.waiting(), NODES, WAITING));
    }
  }

  private static List<Figure> forecast(CentreCycle centre, double cycleCpu) {
    Watch watch = new Watch();
    Kernel copy = centre.kernel().copy(centre.now());
    double copied = watch.took().cpuMillis();
    watch = new Watch();
    Map<UUID, Forward.Start> told = Forward.of(copy, centre.now(), 1, LIMITS);
    double played = watch.took().cpuMillis();
    double read = reads(centre, told).quantile(0.99);
    return List.of(
        Figure.of(
                "kernel.forecast_read_ms", read, "ms", "play of %d ends".formatted(PLAYED), played)
            .under(AIM_READ_MS),
        Figure.of("kernel.copy_cpu_ms", copied, "ms", "cycle", cycleCpu));
  }

  private static Samples reads(CentreCycle centre, Map<UUID, Forward.Start> told) {
    double[] took = new double[READS];
    for (int i = 0; i < READS; i++) {
      UUID job = centre.anyWaiting();
      long began = System.nanoTime();
      Forward.Start start = told.get(job);
      took[i] = (System.nanoTime() - began) / 1e6;
      if (start == null) {
        throw new IllegalStateException("nothing was told of workload %s".formatted(job));
      }
    }
    return Samples.of(took);
  }

  /** How a cycle's time on the processor grows with the nodes, and with what waits. */
  private static List<Figure> growth(double full) {
    List<Figure> figures = new ArrayList<>();
    for (int part = 8; part > 1; part /= 2) {
      String name = "kernel.cycle_cpu_ms_%d_nodes".formatted(NODES / part);
      figures.add(Figure.of(name, median(NODES / part, WAITING), "ms", NODES + " nodes", full));
    }
    for (int part = 8; part > 1; part /= 2) {
      String name = "kernel.cycle_cpu_ms_%d_waiting".formatted(WAITING / part);
      figures.add(Figure.of(name, median(NODES, WAITING / part), "ms", WAITING + " waiting", full));
    }
    return figures;
  }

  private static double median(int nodes, int waiting) {
    CentreCycle centre = centre(nodes, waiting);
    centre.cold();
    return cpu(centre.cycles(ENDS, CYCLES));
  }

  private static double cpu(List<Watch.Took> cycles) {
    return Samples.of(cycles.stream().mapToDouble(Watch.Took::cpuMillis).toArray()).quantile(0.5);
  }

  /** What is in use after a collection, in MiB. */
  private static double heapMib() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }
}
