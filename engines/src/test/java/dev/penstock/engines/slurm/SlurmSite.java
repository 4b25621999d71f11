package dev.penstock.engines.slurm;

import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.conformance.Program;
import dev.penstock.engines.conformance.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** An installation of its own on the laboratory as a bed. */
final class SlurmSite implements Site {
  private static final String DAEMON = "slurmrestd";

  private volatile Duration ahead = Duration.ZERO;
  private volatile Duration passed = Duration.ZERO;
  private final Cluster cluster = Cluster.onClock(this::clock);
  private final Set<String> lost = new LinkedHashSet<>();
  private boolean held;
  private boolean away;
  private boolean stopped;

  /** The host's clock may be off; time passes for both. */
  private ClusterClock clock(Places places) {
    ClusterClock.There there = ClusterClock.of(places.drafts());
    return new ClusterClock(
        () -> InstantSource.system().instant().plus(ahead).plus(passed),
        () -> there.now().plus(passed));
  }

  /** slurmd ends a cancelled job by SIGTERM, and SIGKILL right behind. */
  @Override
  public boolean asksBeforeItKills() {
    return true;
  }

  @Override
  public Engine engine() {
    return cluster.engine();
  }

  @Override
  public Instant now() {
    return InstantSource.system().instant();
  }

  @Override
  public StartOrder order(Program program) {
    return Orders.shell(program.shell()).order();
  }

  @Override
  public StartOrder gang(Program program, int ranks) {
    String[] nodes =
        IntStream.rangeClosed(1, ranks).mapToObj(it -> "npu" + it).toArray(String[]::new);
    return Orders.shell(program.shell()).on(0, nodes).order();
  }

  /** A partition that is down takes jobs and starts none. */
  @Override
  public void hold() {
    partition("down");
    held = true;
  }

  @Override
  public void release() {
    partition("up");
    held = false;
  }

  private void partition(String state) {
    var _ =
        cluster
            .lab()
            .slurm(
                "scontrol",
                "update",
                "partition=" + cluster.settings().partition(),
                "state=" + state);
  }

  @Override
  public void stop() {
    cluster.engine().close();
    stopped = true;
  }

  @Override
  public void start() {
    var _ = cluster.reopened();
    stopped = false;
  }

  /** What runs in the process that is ended: an order of its arguments. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) {
      SlurmSettings settings = Cluster.settings(Lab.at(Path.of(arguments[0])), arguments[1]);
      var engine = new SlurmEngine(settings, InstantSource.system());
      engine.submit(Orders.shell(arguments[3]).attempt(UUID.fromString(arguments[2])).order());
      Runtime.getRuntime().halt(9);
    }
  }

  @Override
  public void submitAndDie(StartOrder order) {
    stop();
    try {
      int code =
          new ProcessBuilder(
                  List.of(
                      ProcessHandle.current().info().command().orElseThrow(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Doomed.class.getName(),
                      cluster.lab().folder().toString(),
                      cluster.settings().installation(),
                      order.attempt().toString(),
                      order.command().getLast()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 9) {
        throw new AssertionError("the doomed process ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    start();
  }

  @Override
  public void takeAway() {
    var _ = cluster.lab().tool("kill", DAEMON);
    away = true;
  }

  @Override
  public void bringBack() {
    var _ = cluster.lab().tool("start-daemon", DAEMON);
    away = false;
    if (!stopped) {
      Await.until("it is seen again", this::sees);
    }
  }

  private boolean sees() {
    try {
      var _ = engine().observe(UUID.randomUUID());
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  /** Puts the engine's clocks forward once it has really noticed that nobody answers. */
  @Override
  public void pass(Duration time) {
    Await.until("the loss is noticed", () -> !sees());
    passed = passed.plus(time);
  }

  @Override
  public void lose(String node) {
    var _ = cluster.lab().tool("power-off", node);
    lost.add(node);
  }

  @Override
  public void repair(String node) {
    var _ = cluster.lab().tool("start-daemon", "slurmd", node);
    lost.remove(node);
  }

  @Override
  public void skew(Duration difference) {
    ahead = difference;
  }

  @Override
  public Site foreign() {
    return new SlurmSite();
  }

  @Override
  public Path lent() {
    try {
      return Files.createDirectories(
          cluster.lab().shared().resolve("lent-" + cluster.settings().installation()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ahead = Duration.ZERO;
    passed = Duration.ZERO;
    if (held) {
      release();
    }
    if (away) {
      bringBack();
    }
    if (stopped) {
      start();
    }
    Set<String> broken = Set.copyOf(lost);
    broken.forEach(this::repair);
    broken.forEach(node -> Await.until(node + " again", () -> ready(node)));
    cluster.close();
  }

  private boolean ready(String name) {
    return cluster.engine().nodes().stream()
        .anyMatch(it -> it.name().equals(name) && it.state() == NodeInfo.State.READY);
  }
}
