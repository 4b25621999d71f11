package dev.penstock.engines.simulated;

import dev.penstock.engines.Account;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.Limits;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.conformance.Program;
import dev.penstock.engines.conformance.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A simulated cluster of three nodes as a bed. */
final class SimulatedSite implements Site {
  private static final ClusterPlan PLAN = ClusterPlan.ascend(3);
  private static final String OWN = "own";

  private final Path folder;
  private final String installation;
  private volatile Duration passed = Duration.ZERO;
  private SimulatedCluster cluster;
  private SimulatedEngine engine;

  SimulatedSite(Path folder) {
    this.folder = folder;
    this.installation = OWN;
    this.cluster = cluster(folder, this::now);
    this.engine = engine(cluster, folder, installation);
  }

  private SimulatedSite(SimulatedSite neighbour, String installation) {
    this.folder = neighbour.folder;
    this.installation = installation;
    this.cluster = neighbour.cluster;
    this.engine = engine(cluster, folder, installation);
  }

  private static SimulatedCluster cluster(Path folder, InstantSource clock) {
    return new SimulatedCluster(PLAN, folder.resolve("cluster"), clock);
  }

  private static SimulatedEngine engine(
      SimulatedCluster cluster, Path folder, String installation) {
    return new SimulatedEngine(
        cluster,
        new SimulatedSettings(
            folder.resolve(installation),
            installation,
            Duration.ofMinutes(1),
            Duration.ofMillis(2)));
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Instant now() {
    return InstantSource.system().instant().plus(passed);
  }

  @Override
  public StartOrder order(Program program) {
    return order(UUID.randomUUID(), program.shell(), variables(program), 1);
  }

  @Override
  public StartOrder gang(Program program, int ranks) {
    return order(UUID.randomUUID(), program.shell(), variables(program), ranks);
  }

  private static StartOrder order(
      UUID attempt, String shell, Map<String, String> variables, int ranks) {
    List<NodeInfo> nodes = PLAN.generate();
    return new StartOrder(
        attempt,
        UUID.randomUUID(),
        new Account("p-test", "o-test"),
        "normal",
        IntStream.range(0, ranks)
            .mapToObj(it -> new Rank(it, nodes.get(it).name(), nodes.get(it).address(), List.of()))
            .toList(),
        new RuntimeRoot.Host(List.of()),
        List.of("sh", "-c", shell),
        variables,
        List.of(),
        List.of(),
        new Limits(500, 256L << 20, 64),
        null,
        Duration.ofSeconds(5),
        false);
  }

  /** The program acted out. */
  private static Map<String, String> variables(Program program) {
    return switch (program) {
      case Program.Exits(int code, String says) ->
          Map.of(Course.SECONDS, "0", Course.EXIT, Integer.toString(code), Course.FIRST, says);
      case Program.Waits(int code, String says) ->
          Map.of(
              Course.SECONDS,
              "never",
              Course.EXIT,
              Integer.toString(code),
              Course.FIRST,
              "up\n",
              Course.LAST,
              says);
      case Program.Deaf() ->
          Map.of(Course.SECONDS, "never", Course.FIRST, "up\n", Course.ON_TERM, "IGNORES");
      case Program.Saves() ->
          Map.of(Course.SECONDS, "never", Course.FIRST, "up\n", Course.ON_TERM, "SAVES");
      case Program.Signalled(int signal) ->
          Map.of(Course.SECONDS, "0", Course.EXIT, Integer.toString(128 + signal));
      case Program.Hungry() -> limit(Cause.MEMORY_LIMIT);
      case Program.Forks() -> limit(Cause.PROCESS_LIMIT);
      case Program.Floods() -> limit(Cause.LOG_LIMIT);
      case Program.Script(String shell) -> throw new IllegalArgumentException(shell);
    };
  }

  private static Map<String, String> limit(Cause limit) {
    return Map.of(Course.SECONDS, "0.1", Course.LIMIT, limit.name());
  }

  @Override
  public void goOn(UUID attempt) {
    cluster.goOn(attempt);
  }

  @Override
  public void hold() {
    cluster.hold();
  }

  @Override
  public void release() {
    cluster.release();
  }

  @Override
  public void stop() {
    engine.close();
  }

  @Override
  public void start() {
    engine = engine(cluster, folder, installation);
  }

  /** What runs in the process that is ended. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      SimulatedEngine engine = engine(cluster(folder, InstantSource.system()), folder, OWN);
      Map<String, String> variables =
          Map.of(Course.SECONDS, "0", Course.EXIT, arguments[2], Course.FIRST, arguments[3]);
      engine.submit(order(UUID.fromString(arguments[1]), "true", variables, 1));
      Runtime.getRuntime().halt(9);
    }
  }

  @Override
  public void submitAndDie(StartOrder order) {
    stop();
    cluster.close();
    try {
      int code =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Doomed.class.getName(),
                  folder.toString(),
                  order.attempt().toString(),
                  order.environment().getOrDefault(Course.EXIT, "0"),
                  order.environment().getOrDefault(Course.FIRST, ""))
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
    cluster = cluster(folder, this::now);
    start();
  }

  @Override
  public void takeAway() {
    cluster.takeAway();
  }

  @Override
  public void bringBack() {
    cluster.bringBack();
  }

  @Override
  public void pass(Duration time) {
    passed = passed.plus(time);
  }

  @Override
  public void lose(String node) {
    cluster.lose(node);
  }

  @Override
  public void repair(String node) {
    cluster.repair(node);
  }

  @Override
  public Site foreign() {
    return new SimulatedSite(this, "other");
  }

  @Override
  public void close() {
    engine.close();
    if (installation.equals(OWN)) {
      cluster.close();
    }
  }
}
