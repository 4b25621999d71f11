package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Account;
import dev.penstock.engines.Engine;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.conformance.Program;
import dev.penstock.engines.conformance.Site;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
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

/** A mock API server with played controllers and nodes as a bed. */
final class KubernetesSite implements Site {
  private static final String OWN = "own";
  private static final String PROJECT = "p-test";
  private static final int DIED = 9;

  private final MockCluster cluster;
  private final PlayedNodes nodes;
  private final Wire wire;
  private final KubernetesSettings settings;
  private final String project;
  private final boolean owner;
  private volatile Duration ahead = Duration.ZERO;
  private KubernetesEngine engine;

  /** The mock's own engine is of an installation that nobody uses. */
  KubernetesSite(Path folder) {
    cluster =
        new MockCluster(folder, Form.JOB, any -> settings(folder, "nobody"), InstantSource.system())
            .withNodes(3);
    nodes = new PlayedNodes(cluster.client(), folder);
    wire = new Wire(cluster.server().getPort());
    settings = settings(folder, OWN);
    project = PROJECT;
    owner = true;
    engine = open();
  }

  private KubernetesSite(KubernetesSite neighbour) {
    cluster = neighbour.cluster;
    nodes = neighbour.nodes;
    wire = neighbour.wire;
    settings = settings(neighbour.settings.volume().seenAt(), "other");
    project = "p-other";
    owner = false;
    engine = open();
  }

  private static KubernetesSettings settings(Path folder, String installation) {
    return KubernetesSettings.defaults(
            "k8s", installation, new SharedVolume.Claim(folder, "penstock"))
        .withForm(Form.JOB);
  }

  private KubernetesEngine open() {
    return new KubernetesEngine(client(wire.port()), settings, () -> Instant.now().plus(ahead));
  }

  /** A client that asks once. */
  private static KubernetesClient client(int port) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl("http://localhost:" + port)
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public StartOrder order(Program program) {
    return gang(program, 1);
  }

  @Override
  public StartOrder gang(Program program, int ranks) {
    UUID attempt = UUID.randomUUID();
    nodes.plays(attempt, program);
    return order(attempt, project, program.shell(), ranks);
  }

  private static StartOrder order(UUID attempt, String project, String shell, int ranks) {
    return new StartOrder(
        attempt,
        UUID.randomUUID(),
        new Account(project, "o-test"),
        "normal",
        IntStream.range(0, ranks)
            .mapToObj(it -> new Rank(it, "node-" + it, "10.0.0." + (it + 1), List.of()))
            .toList(),
        new RuntimeRoot.Image("registry.example/python:3"),
        List.of("sh", "-c", shell),
        Map.of(),
        List.of(),
        List.of(),
        new Limits(500, 256L << 20, 64),
        null,
        Duration.ofSeconds(5),
        false);
  }

  @Override
  public void hold() {
    nodes.hold(true);
  }

  @Override
  public void release() {
    nodes.hold(false);
  }

  @Override
  public void stop() {
    engine.close();
  }

  @Override
  public void start() {
    engine = open();
  }

  /** What runs in the process that is ended. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] arguments) {
      KubernetesEngine engine =
          new KubernetesEngine(
              client(Integer.parseInt(arguments[0])),
              settings(Path.of(arguments[1]), OWN),
              InstantSource.system());
      engine.submit(order(UUID.fromString(arguments[2]), PROJECT, arguments[3], 1));
      Runtime.getRuntime().halt(DIED);
    }
  }

  @Override
  public void submitAndDie(StartOrder order) {
    stop();
    try {
      int code =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Doomed.class.getName(),
                  String.valueOf(wire.port()),
                  settings.volume().seenAt().toString(),
                  order.attempt().toString(),
                  order.command().getLast())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != DIED) {
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
    wire.cut();
  }

  @Override
  public void bringBack() {
    wire.mend();
  }

  /** The engine's clock goes on; nodes have no part in it. */
  @Override
  public void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  @Override
  public void lose(String node) {
    nodes.lose(node);
  }

  @Override
  public void repair(String node) {
    cluster.client().nodes().resource(MockNodes.ready(node)).create();
  }

  @Override
  public void skew(Duration difference) {
    ahead = difference;
  }

  @Override
  public Site foreign() {
    return new KubernetesSite(this);
  }

  @Override
  public void close() {
    engine.close();
    if (owner) {
      nodes.close();
      wire.close();
      cluster.close();
    }
  }
}
