package dev.penstock.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * The whole platform on this machine: short jobs through API, hold, sandbox, cgroup, usage and
 * capture, with fsync on, beside the raw thing.
 */
final class LocalBench implements Bench.Benchmark {
  private static final int WARM_UP_JOBS = 1500;
  private static final int JOBS = 1500;
  private static final int CLIENTS = 8;
  private static final int STARTS = 200;
  private static final int REQUESTS = 20_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Map<String, ?> TRUE_JOB =
      Map.of(
          "name", "true",
          "runtime", "shell",
          "flavour", "cpu.nano",
          "command", List.of("/bin/true"),
          "wallTime", "1m");

  @Override
  public List<Figure> run() throws Exception {
    Path data = Files.createTempDirectory("penstock-bench-");
    try {
      List<Figure> figures = new ArrayList<>();
      // the first start makes the database; the second is what a centre sees every day
      ServerProcess.start(data).close();
      try (ServerProcess server = ServerProcess.start(data);
          HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        Centre centre = Centre.ready(http, server);
        figures.addAll(jobs(centre));
        figures.addAll(starts(centre));
        figures.add(requests(http, centre));
        figures.add(start(server));
      }
      return figures;
    } finally {
      Folders.delete(data);
    }
  }

  private static List<Figure> jobs(Centre centre) throws Exception {
    perSecond(centre, WARM_UP_JOBS);
    double before = BareLoop.perSecond(300);
    double perSecond = perSecond(centre, JOBS);
    double after = BareLoop.perSecond(300);
    return List.of(
        Figure.of(
                "local.jobs_per_second",
                perSecond,
                "jobs/s",
                "bare loop of sandboxed /bin/true",
                (before + after) / 2)
            .atLeast(100));
  }

  /** From the first submission to the last capture. */
  static double perSecond(Centre centre, int jobs) throws Exception {
    long begin = System.nanoTime();
    var _ = Load.seconds(jobs, CLIENTS, () -> centre.post("/v1/jobs", TRUE_JOB));
    Settled.await(centre, LOOK_AGAIN);
    return jobs / ((System.nanoTime() - begin) / 1e9);
  }

  private static List<Figure> starts(Centre centre) throws Exception {
    double[] millis = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      Instant asked = Instant.now();
      String id = centre.post("/v1/jobs", TRUE_JOB).get("id").asString();
      millis[i] = Duration.between(asked, startedAt(centre, id)).toNanos() / 1e6;
    }
    Samples starts = Samples.of(millis);
    Samples bare = BareLoop.millis(STARTS);
    String reference = "one sandboxed /bin/true, start to end";
    return List.of(
        Figure.of(
                "local.submit_to_start_p50_ms",
                starts.quantile(0.5),
                "ms",
                reference,
                bare.quantile(0.5))
            .under(25),
        Figure.of(
            "local.submit_to_start_p99_ms",
            starts.quantile(0.99),
            "ms",
            reference,
            bare.quantile(0.99)));
  }

  private static Instant startedAt(Centre centre, String id) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode job = centre.get("/v1/jobs/" + id);
      if (job.get("state").asString().equals("SUCCEEDED")) {
        return Instant.parse(job.get("startedAt").asString());
      }
      LockSupport.parkNanos(5_000_000);
    }
    throw new IOException("job " + id + " does not end");
  }

  private static Figure requests(HttpClient http, Centre centre) throws Exception {
    try (EmptyHandler empty = new EmptyHandler()) {
      Centre raw = new Centre(http, empty.address(), centre.token());
      var _ = Load.seconds(REQUESTS / 4, CLIENTS, () -> raw.get("/"));
      var _ = Load.seconds(REQUESTS / 4, CLIENTS, () -> centre.get("/v1/me"));
      double bare = REQUESTS / Load.seconds(REQUESTS, CLIENTS, () -> raw.get("/"));
      double ours = REQUESTS / Load.seconds(REQUESTS, CLIENTS, () -> centre.get("/v1/me"));
      return Figure.of(
          "api.requests_per_second", ours, "requests/s", "an empty HTTP handler", bare);
    }
  }

  private static Figure start(ServerProcess server) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    double bare = BareLoop.seconds(List.of(java.toString(), "-Xshare:auto", "--version"));
    return Figure.of(
            "server.start_s", server.startSeconds(), "s", "a JVM that says its version", bare)
        .under(5);
  }
}
