package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one PostgreSQL. One of them has this machine as its engine, the other none, so
 * that either can lead and a decision of either is seen to be carried out.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class HaTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(5);

  private static final String QUICK =
      """
      {'name': 'quick', 'kind': 'training', 'runtime': 'shell', 'flavour': 'cpu.nano',
       'command': 'true'}
      """;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path temp;

  private static TestDatabase database;

  /** Has the engine. */
  private static ServerProcess hands;

  /** Has none. */
  private static ServerProcess brain;

  private static TestCentre.Tenant tenant;

  /** What the database says of who decides. */
  private record Leader(String holder, long generation) {}

  @BeforeAll
  static void startsBoth() {
    database = TestDatabase.start(temp.resolve("postgres"));
    brain = server("brain", "--penstock.fleet.local.enabled=false");
    TestCentre centre = brain.centre();
    Leader first = Await.value(() -> "one leads", HaTest::leader);
    hands = server("hands");
    hands.centre();
    assertThat(leader()).hasValue(first);
    tenant = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '10', 'reference': 'first'}")
        .expect(201);
  }

  @AfterAll
  static void stopsAll() {
    brain.stop();
    hands.stop();
    database.close();
  }

  private static ServerProcess server(String name, String... options) {
    List<String> all = new ArrayList<>(database.options());
    all.add("--penstock.shared-folder=" + temp.resolve("shared"));
    all.addAll(List.of(options));
    return ServerProcess.fork(temp.resolve(name), null, all);
  }

  private static Optional<Leader> leader() {
    try {
      return database
          .admin()
          .sql("SELECT holder, generation FROM queues.leader")
          .query((row, n) -> new Leader(row.getString("holder"), row.getLong("generation")))
          .optional();
    } catch (org.springframework.jdbc.BadSqlGrammarException notYet) {
      return Optional.empty();
    }
  }

  private static TestClient ownerAt(ServerProcess server) {
    return server.centre().as(tenant.key());
  }

  private static String submit(ServerProcess at) {
    return ownerAt(at).post("/v1/jobs", QUICK).expect(201).at("id");
  }

  private static long decided(List<String> jobs, long generation) {
    return database
        .admin()
        .sql("SELECT count(*) FROM jobs.attempt WHERE job_id::text IN (:jobs) AND generation = :g")
        .param("jobs", jobs)
        .param("g", generation)
        .query(Long.class)
        .single();
  }

  private static void awaitSuccess(ServerProcess at, String job) {
    TestClient owner = ownerAt(at);
    Await.until(
        () -> "the job ends well: " + owner.get("/v1/jobs/" + job).text(),
        () -> owner.get("/v1/jobs/" + job).expect(200).at("state").equals("SUCCEEDED"));
  }

  @Test
  @Order(1)
  void theOneThatDoesNotLeadAnswersAllTheSame() {
    String job = submit(hands);
    awaitSuccess(hands, job);
    awaitSuccess(brain, job);
    String later =
        ownerAt(hands)
            .post(
                "/v1/jobs",
                QUICK.replace("'name'", "'earliestStart': '%s', 'name'".formatted(inAWeek())))
            .expect(201)
            .at("id");
    for (ServerProcess one : List.of(brain, hands)) {
      TestClient owner = ownerAt(one);
      Await.until(
          () -> "it says why the job waits: " + owner.get("/v1/jobs/" + later + "/wait").text(),
          () ->
              owner.get("/v1/jobs/" + later + "/wait").expect(200).at("rule").equals("not-before"));
    }
    ownerAt(hands).post("/v1/jobs/" + later + "/cancel").expect(200);
  }

  @Test
  @Order(2)
  void whatIsChangedAtOneIsToldToWhoListensAtTheOther() {
    for (ServerProcess at : List.of(brain, hands)) {
      TestClient listener = ownerAt(at == brain ? hands : brain);
      try (TestStream stream = listener.stream("/v1/events")) {
        stream.await(line -> line.equals(":listening"));
        String name = at == brain ? "one" : "two";
        String id =
            ownerAt(at).post("/v1/datasets", "{'name': '%s'}".formatted(name)).expect(201).at("id");
        long changed = System.nanoTime();
        stream.await(line -> line.contains("\"dataset\"") && line.contains(id));
        Duration took = Duration.ofNanos(System.nanoTime() - changed);
        System.out.println("figure: told " + took.toMillis() + " ms after it was changed");
        assertThat(took).isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  private static Instant inAWeek() {
    return Instant.now().plus(Duration.ofDays(7));
  }

  @Test
  @Order(3)
  void theOtherDecidesWithinFiveSecondsOfTheLeadersDeath() {
    long before = leader().orElseThrow().generation();
    TestClient owner = ownerAt(hands);
    long died = System.nanoTime();
    brain.kill();
    String job = owner.post("/v1/jobs", QUICK).expect(201).at("id");
    Await.until(() -> "it is decided", () -> decided(List.of(job), before + 1) == 1);
    Duration took = Duration.ofNanos(System.nanoTime() - died);
    System.out.println("figure: decided " + took.toMillis() + " ms after the leader was killed");
    assertThat(took).isLessThan(TAKEOVER);
    awaitSuccess(hands, job);
  }

  @Test
  @Order(4)
  void oneThatStoodStillIsOvertakenAndDecidesNothingWhenItGoesOn() {
    brain = server("brain", "--penstock.fleet.local.enabled=false");
    TestClient owner = ownerAt(brain);
    Leader before = leader().orElseThrow();
    long stood = System.nanoTime();
    hands.standStill();
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      jobs.add(owner.post("/v1/jobs", QUICK).expect(201).at("id"));
    }
    long generation = before.generation() + 1;
    Await.until(() -> "the other decides", () -> decided(jobs, generation) > 0);
    Duration took = Duration.ofNanos(System.nanoTime() - stood);
    System.out.println("figure: decided " + took.toMillis() + " ms after the leader stood still");
    assertThat(took).isLessThan(TAKEOVER);
    Leader after = leader().orElseThrow();

    hands.goesOn();
    jobs.forEach(job -> awaitSuccess(brain, job));
    assertThat(decided(jobs, generation)).isEqualTo(jobs.size());
    assertThat(leader()).hasValue(after);
    assertThat(after.holder()).isNotEqualTo(before.holder());
  }

  @Test
  @Order(5)
  void aLeaderThatIsStoppedHandsOverAtOnce() {
    Leader before = leader().orElseThrow();
    brain.stop();
    long stopped = System.nanoTime();
    Await.until(
        () -> "the other leads", () -> leader().orElseThrow().generation() > before.generation());
    Duration took = Duration.ofNanos(System.nanoTime() - stopped);
    System.out.println("figure: led " + took.toMillis() + " ms after the leader was stopped");
    assertThat(took).isLessThan(Duration.ofSeconds(2));
    awaitSuccess(hands, submit(hands));
  }
}
