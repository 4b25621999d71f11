package dev.penstock.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two real servers on a real PostgreSQL and a real Slurm run a stream of jobs while parts of all of
 * them are killed, stopped and paused at random; then everything is brought back, and what must
 * hold is checked.
 */
final class Chaos {
  /** Of the whole time, what is left for jobs to end and for the checks. */
  private static final double SETTLING = 0.3;

  private static final Duration SHORTEST_STREAM = Duration.ofSeconds(45);
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(6);

  private final Say say = new Say();
  private final Settings settings;

  /**
   * How it is done.
   *
   * @param length from the start of the parts to the end of the checks, about
   * @param launcher how a server is started, without options
   * @param tool {@code tools/slurm-lab}
   * @param folder where all of it lives; made
   * @param port the laboratory's first
   * @param calm whether nothing is disturbed
   */
  record Settings(
      Duration length,
      long seed,
      List<String> launcher,
      Path tool,
      Path folder,
      int port,
      boolean calm) {}

  /**
   * What came out.
   *
   * @param acts how often each kind came
   */
  record Report(
      long seed,
      double seconds,
      int sent,
      int sentAgain,
      Map<Act.Part, Integer> acts,
      List<Check> checks) {
    boolean holds() {
      return checks.stream().allMatch(Check::holds);
    }
  }

  private Chaos(Settings settings) {
    this.settings = settings;
  }

  /** Does it once. The folder is removed when all holds, and kept to be looked at otherwise. */
  static Report run(Settings settings) throws IOException, InterruptedException {
    return new Chaos(settings).run();
  }

  private Report run() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(settings.folder);
    // jobs run as other users
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    say.line("seed %d, in %s".formatted(settings.seed, folder));
    Report report;
    try (Cluster cluster = Cluster.start(folder, settings.launcher, settings.tool, settings.port)) {
      say.line("two servers, PostgreSQL and a Slurm of %d nodes are up".formatted(Slurm.NODES));
      report = disturbed(cluster);
    }
    report.checks.forEach(check -> System.out.println(check.text()));
    if (report.holds()) {
      remove(folder);
    } else {
      say.line("kept to look at: %s".formatted(folder));
    }
    return report;
  }

  private Report disturbed(Cluster cluster) throws IOException, InterruptedException {
    Random random = new Random(settings.seed);
    double left = settings.length.toMillis() / 1e3 * (1 - SETTLING) - say.seconds();
    Duration length = Duration.ofMillis((long) (left * 1e3));
    if (length.compareTo(SHORTEST_STREAM) < 0) {
      length = SHORTEST_STREAM;
    }
    List<Act> plan =
        settings.calm ? List.of() : Plan.of(new Random(random.nextLong()), length, Slurm.NODES);
    Client owner = cluster.owner();
    Client operator = cluster.operator();
    Stream stream =
        new Stream(owner, cluster.slurm.markers().toString(), new Random(random.nextLong()));
    Acts acts = new Acts(cluster, operator, say);
    say.line("jobs come for %d s, with %d acts".formatted(length.toSeconds(), plan.size()));
    acts.begin(plan);
    stream.run(length);
    acts.await();
    say.line(
        "all is back; %d jobs sent, %d times again".formatted(stream.sent(), stream.sentAgain()));
    settle(owner);
    List<String> troubles = new ArrayList<>(stream.troubles());
    troubles.addAll(acts.troubles());
    Checks checks =
        new Checks(
            stream.accepted(),
            troubles,
            Books.read(owner, operator),
            Accounted.all(cluster.slurm),
            Checks.markers(cluster.slurm.markers()));
    return new Report(
        settings.seed, say.seconds(), stream.sent(), stream.sentAgain(), acts.done(), checks.all());
  }

  /** Waits until all jobs have ended and are paid, or for long enough. */
  private void settle(Client owner) throws IOException, InterruptedException {
    long until = System.nanoTime() + LONGEST_SETTLING.toNanos();
    long open;
    do {
      LockSupport.parkNanos(1_000_000_000L);
      List<JsonNode> jobs = owner.all("/v1/jobs", "items");
      open =
          jobs.stream()
              .filter(job -> !Checks.TERMINAL.contains(job.path("state").asString()))
              .count();
    } while (open > 0 && System.nanoTime() < until);
    say.line("%d jobs have not ended".formatted(open));
    while (!owner.get("/v1/holds").path("items").isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(500_000_000L);
    }
    say.line("the bill is written");
  }

  /** Writes what came out. */
  static void write(Report report, Path json) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seed", report.seed);
    all.put("seconds", report.seconds);
    all.put("sent", report.sent);
    all.put("sentAgain", report.sentAgain);
    all.put("acts", report.acts);
    List<Map<String, Object>> checks = new ArrayList<>();
    for (Check check : report.checks) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", check.name());
      one.put("holds", check.holds());
      one.put("figures", check.figures());
      one.put("broken", check.broken());
      checks.add(one);
    }
    all.put("checks", checks);
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(json, mapper.writeValueAsString(all) + "\n");
  }

  private static void remove(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
