package dev.penstock.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole server of a large centre: 5,000 simulated nodes of eight cards, 10,000 jobs that run and
 * 100,000 that wait, each a job of its own with its row, its hold and its place. Every job has four
 * cards, so that as many run as fit; they run half a minute to 20 minutes, so that some 9 to 17 a
 * second end and as many start.
 */
final class CentreBench implements Bench.Benchmark {
  private static final int NODES = 5_000;
  private static final int RUNNING = 10_000;
  private static final int WAITING = 100_000;
  private static final double AIM_CYCLE_MS = 100;
  private static final double AIM_HEAP_MIB = 2_048;
  private static final double AIM_RESTART_S = 10;
  private static final Duration STEADY = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final String DECISION = "penstock_dispatch_decision_seconds";
  private static final String KERNEL = "penstock_dispatch_kernel_seconds";

  @Override
  public List<Figure> run() throws Exception {
    Path data = Files.createTempDirectory("penstock-bench-");
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      ServerProcess.start(data).close();
      Loaded loaded;
      try (ServerProcess server = start(data)) {
        loaded = load(http, server);
      }
      return measured(http, data, loaded);
    } finally {
      Folders.delete(data);
    }
  }

  private static ServerProcess start(Path data) throws IOException, InterruptedException {
    return ServerProcess.start(data, "--penstock.fleet.simulated.nodes=" + NODES);
  }

  private record Loaded(Figure fill, Figure cycle, Figure kernel, Figure heap) {}

  private static Loaded load(HttpClient http, ServerProcess server) throws Exception {
    Centre centre = Centre.ready(http, server);
    Centre operator = operator(http, server);
    String job =
        centre
            .post(
                "/v1/jobs",
                Map.of(
                    "name", "train",
                    "runtime", "shell",
                    "flavour", "ascend.910b.4",
                    "command", List.of("/bin/true"),
                    "environment", Map.of("SIMULATED_SECONDS", "600"),
                    "earliestStart", Instant.now().plus(Duration.ofDays(7)).toString(),
                    "wallTime", "1h"))
            .get("id")
            .asString();
    String org = centre.get("/v1/me").get("organisationId").asString();
    operator.post(
        "/v1/operator/organisations/" + org + "/top-ups",
        Map.of("amountYuan", "100000000.00", "reference", "bench: a large centre"));
    long began = System.nanoTime();
    ManyWaiting.copy(server, job, RUNNING + WAITING);
    double copied = (System.nanoTime() - began) / 1e9;
    double filled = filled(server, began);
    Metrics before = Metrics.of(operator);
    LockSupport.parkNanos(STEADY.toNanos());
    Metrics after = Metrics.of(operator);
    double kernel = after.mean(KERNEL, before) * 1_000;
    double cycle = after.mean(DECISION, before) * 1_000;
    double slow = after.sum(DECISION, "quantile=\"0.99\"") * 1_000;
    return new Loaded(
        Figure.of("centre.fill_s", filled, "s", "of it the copying of the rows", copied),
        Figure.of("centre.cycle_ms", cycle, "ms", "slowest but 1 % lately", slow)
            .under(AIM_CYCLE_MS),
        Figure.of("centre.kernel_ms", kernel, "ms", "the whole round", cycle),
        heap(operator, server));
  }

  private static Centre operator(HttpClient http, ServerProcess server)
      throws IOException, InterruptedException {
    return new Centre(http, server.address(), "")
        .signedIn("operator@penstock.local", server.operatorPassword());
  }

  /** Waits until all that fits runs; the seconds since. */
  private static double filled(ServerProcess server, long began) throws IOException, SQLException {
    try (Connection connection = server.database()) {
      ManyWaiting.Count count = ManyWaiting.count(connection);
      while (count.running() < RUNNING * 99 / 100) {
        if (System.nanoTime() - began > LONGEST.toNanos()) {
          throw new IOException("the centre does not fill: %s".formatted(count));
        }
        LockSupport.parkNanos(200_000_000);
        count = ManyWaiting.count(connection);
      }
      return (System.nanoTime() - began) / 1e9;
    }
  }

  /** What is in use when all that can be is collected. */
  private static Figure heap(Centre operator, ServerProcess server) throws Exception {
    double before = Metrics.of(operator).sum("jvm_memory_used_bytes", "area=\"heap\"") / 1048576;
    server.collectGarbage();
    double after = Metrics.of(operator).sum("jvm_memory_used_bytes", "area=\"heap\"") / 1048576;
    return Figure.of("centre.heap_mib", after, "MiB", "before the collection", before)
        .under(AIM_HEAP_MIB);
  }

  private static List<Figure> measured(HttpClient http, Path data, Loaded loaded) throws Exception {
    long began = System.nanoTime();
    try (ServerProcess server = start(data)) {
      Centre operator = operator(http, server);
      while (Metrics.of(operator).sum(DECISION + "_count", "") < 1) {
        if (System.nanoTime() - began > LONGEST.toNanos()) {
          throw new IOException("the server decides nothing");
        }
        LockSupport.parkNanos(10_000_000);
      }
      double restart = (System.nanoTime() - began) / 1e9;
      ManyWaiting.Count count;
      try (Connection connection = server.database()) {
        count = ManyWaiting.count(connection);
      }
      if (count.running() < RUNNING * 9 / 10 || count.waiting() < WAITING / 2) {
        throw new IOException("the restart lost jobs: " + count);
      }
      return List.of(
          loaded.fill,
          loaded.cycle,
          loaded.kernel,
          loaded.heap,
          Figure.of(
                  "centre.restart_s",
                  restart,
                  "s",
                  "of it to a healthy answer",
                  server.startSeconds())
              .under(AIM_RESTART_S));
    }
  }
}
