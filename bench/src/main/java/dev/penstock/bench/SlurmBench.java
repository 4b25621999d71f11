package dev.penstock.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Many short jobs through Penstock onto a real Slurm, beside the same jobs by Slurm's own {@code
 * sbatch} on the same cluster in the same run.
 */
final class SlurmBench implements Bench.Benchmark {
  /** How many jobs. */
  static final String JOBS = "penstock.bench.jobs";

  private static final int ROUNDS = 3;
  private static final int WARM_UP_JOBS = 1000;
  private static final int CLIENTS = 8;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Map<String, ?> TRUE_JOB =
      Map.of(
          "name", "true",
          "runtime", "shell",
          "flavour", "slurm.core",
          "command", List.of("/bin/true"),
          "wallTime", "1m");

  /** Seconds of one round. */
  private record Round(
      double alone, double scheduled, double placed, double sandboxed, double localPerSecond) {}

  @Override
  public List<Figure> run() throws Exception {
    requireSlurm();
    int jobs = Integer.getInteger(JOBS, 2000);
    Path local = Files.createTempDirectory("penstock-bench-");
    try (SlurmLaboratory lab = SlurmLaboratory.start()) {
      List<Round> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(round(lab, local, jobs, i));
        System.err.printf("%d of %d: %s%n", i + 1, ROUNDS, rounds.getLast());
      }
      return figures(jobs, rounds);
    } finally {
      Folders.delete(local);
    }
  }

  private static void requireSlurm() throws IOException {
    List<String> missing =
        Stream.of("slurmctld", "slurmd", "slurmdbd", "slurmrestd", "munged", "mariadbd")
            .filter(it -> !Files.exists(Path.of("/usr/sbin", it)))
            .toList();
    if (!missing.isEmpty() || !"root".equals(System.getProperty("user.name"))) {
      throw new IOException(
          "bench slurm: the laboratory needs root and Slurm's programs; missing: " + missing);
    }
  }

  private static Round round(SlurmLaboratory lab, Path local, int jobs, int number)
      throws Exception {
    double alone = new SlurmAlone(lab).seconds(jobs, "peer" + number);
    // sbatch gives its jobs no sandbox, so like is compared with like
    double scheduled = seconds(lab, "scheduled", "none", jobs);
    double placed = seconds(lab, "placed", "none", jobs);
    double sandboxed = seconds(lab, "placed", "bubblewrap", jobs);
    return new Round(alone, scheduled, placed, sandboxed, local(local, jobs));
  }

  /** Through a server onto Slurm, from the first submission until the last job is settled. */
  private static double seconds(SlurmLaboratory lab, String placement, String sandbox, int jobs)
      throws Exception {
    List<String> options = new ArrayList<>(lab.options(placement, sandbox));
    options.addAll(flavour());
    Path data = lab.shared().resolve(placement);
    boolean first = !Files.exists(data);
    try (ServerProcess server = ServerProcess.start(data, options.toArray(String[]::new));
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Centre centre = first ? Centre.ready(http, server) : Centre.again(http, server);
      var slurm = new Completed(lab);
      long before = slurm.count("penstock:");
      // a server that has run for a while has its code compiled
      int warmUp = Math.min(jobs, WARM_UP_JOBS);
      submit(centre, warmUp);
      double seconds = submit(centre, jobs);
      slurm.require(before + warmUp + jobs, "penstock:");
      return seconds;
    }
  }

  private static double submit(Centre centre, int jobs) throws Exception {
    long begin = System.nanoTime();
    var _ = Load.seconds(jobs, CLIENTS, () -> centre.post("/v1/jobs", TRUE_JOB));
    Settled.await(centre, LOOK_AGAIN);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Jobs a second of the local engine. */
  private static double local(Path data, int jobs) throws Exception {
    boolean first = !Files.exists(data.resolve("operator-password"));
    try (ServerProcess server = ServerProcess.start(data, flavour().toArray(String[]::new));
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Centre centre = first ? Centre.ready(http, server) : Centre.again(http, server);
      submit(centre, Math.min(jobs, WARM_UP_JOBS));
      return jobs / submit(centre, jobs);
    }
  }

  private static List<String> flavour() {
    String prefix = "--penstock.fleet.flavours[slurm.core].";
    return List.of(prefix + "cores=1", prefix + "memory-gib=0.25");
  }

  private static List<Figure> figures(int jobs, List<Round> rounds) {
    double alone = median(rounds, Round::alone);
    return List.of(
        Figure.of(
            "slurm.alone_jobs_per_second",
            jobs / alone,
            "jobs/s",
            "local engine, sandboxed",
            median(rounds, Round::localPerSecond)),
        times("slurm.scheduled_s", rounds, Round::scheduled),
        times("slurm.placed_s", rounds, Round::placed),
        ratio("slurm.scheduled_ratio", rounds, it -> it.scheduled / it.alone).atMost(1.2),
        ratio("slurm.placed_ratio", rounds, it -> it.placed / it.alone).atMost(1.6),
        ratio("slurm.placed_sandboxed_ratio", rounds, it -> it.sandboxed / it.alone),
        ratio("local.vs_slurm", rounds, it -> it.localPerSecond * it.alone / jobs).over(1));
  }

  private static Figure times(String name, List<Round> rounds, ToDoubleFunction<Round> value) {
    return Figure.of(
        name, median(rounds, value), "s", "sbatch alone", median(rounds, Round::alone));
  }

  private static Figure ratio(String name, List<Round> rounds, ToDoubleFunction<Round> value) {
    return Figure.of(name, median(rounds, value), "x", "sbatch alone", 1);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] values = rounds.stream().mapToDouble(value).sorted().toArray();
    return values[values.length / 2];
  }
}
