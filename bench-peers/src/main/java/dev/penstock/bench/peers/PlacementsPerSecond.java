package dev.penstock.bench.peers;

import dev.penstock.bench.simulate.packing.OpenbCluster;
import dev.penstock.bench.simulate.packing.Turnover;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Packing;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Placements a second on one processor while tasks come and go at 90 % of the cards, for our kernel
 * and for others. The figure is the counter {@code placements}: turns differ in how many they
 * place.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(
    value = 1,
    jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Timeout(time = 10, timeUnit = TimeUnit.MINUTES)
public class PlacementsPerSecond {
  // each of Fenzo's rounds looks at every node, whatever the number of tasks
  private static final int FENZO_BATCH = 256;

  /** What is counted. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counter {
    /** Tasks that were placed. */
    public long placements;
  }

  /** Our kernel: one task ends, one comes. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up
  public static class Kernel {
    /** How many. */
    @Param({"1250", "5000", "20000"})
    public int nodes;

    /** Its name in commands. */
    @Param({"best-fit", "node-value"})
    public String policy = "";

    private Turnover<Packer.Spot> turnover;

    /** Fills the cluster. */
    @Setup
    public void fill() throws IOException {
      OpenbCluster cluster = OpenbCluster.of(nodes);
      Packer packer =
          new Packer(
              cluster.pool(), Packing.parse(policy).policy(Mix.of(cluster.tasks()), new Random(0)));
      turnover = new Turnover<>(new KernelPlacer(packer), cluster, 1);
    }
  }

  /** Fenzo until a node is good enough: a batch ends, a batch comes. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up
  public static class Fenzo {
    /** How many. */
    @Param({"1250", "5000", "20000"})
    public int nodes;

    private FenzoPlacer placer;
    private Turnover<FenzoPlacer.Spot> turnover;

    /** Fills the cluster. */
    @Setup
    public void fill() throws IOException {
      OpenbCluster cluster = OpenbCluster.of(nodes);
      placer = new FenzoPlacer(cluster, true);
      turnover = new Turnover<>(placer, cluster, FENZO_BATCH);
      placer.filled();
    }

    /** Ends its threads. */
    @TearDown
    public void end() {
      placer.shutdown();
    }
  }

  /** Fenzo that looks at every node: on more of them a batch would take half a minute. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up
  public static class FenzoFull {
    /** How many. */
    @Param({"1250", "5000"})
    public int nodes;

    private FenzoPlacer placer;
    private Turnover<FenzoPlacer.Spot> turnover;

    /** Fills the cluster. */
    @Setup
    public void fill() throws IOException {
      OpenbCluster cluster = OpenbCluster.of(nodes);
      placer = new FenzoPlacer(cluster, false);
      turnover = new Turnover<>(placer, cluster, FENZO_BATCH);
      placer.filled();
    }

    /** Ends its threads. */
    @TearDown
    public void end() {
      placer.shutdown();
    }
  }

  /** YARN: one container is released, one is asked for. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up
  public static class Yarn {
    /** How many. */
    @Param({"1250", "5000", "20000"})
    public int nodes;

    private YarnPlacer placer;
    private Turnover<YarnPlacer.Spot> turnover;

    /** Fills the cluster. */
    @Setup
    public void fill() throws IOException {
      OpenbCluster cluster = OpenbCluster.of(nodes);
      placer = new YarnPlacer(cluster);
      turnover = new Turnover<>(placer, cluster, 1);
    }

    /** Ends its threads. */
    @TearDown
    public void end() {
      placer.stop();
    }
  }

  /** Our kernel. */
  @Benchmark
  public void kernel(Kernel state, Counter counter) {
    counter.placements += state.turnover.turn();
  }

  /** Netflix's Fenzo, all nodes. */
  @Benchmark
  public void fenzoFull(FenzoFull state, Counter counter) {
    counter.placements += state.turnover.turn();
  }

  /** Netflix's Fenzo. */
  @Benchmark
  public void fenzo(Fenzo state, Counter counter) {
    counter.placements += state.turnover.turn();
  }

  /** YARN's CapacityScheduler. */
  @Benchmark
  public void yarn(Yarn state, Counter counter) {
    counter.placements += state.turnover.turn();
  }
}
