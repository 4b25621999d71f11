package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Engine;
import dev.penstock.engines.EngineException;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Faults from what an engine says to the line of the statement, on a fleet that a test decides. */
@ServerTest
@Import(FaultTest.Scripted.class)
@TestPropertySource(
    properties = {
      // a look is taken when a test says so
      "penstock.fleet.refresh=1h",
      "penstock.fleet.incidents.well-for=1s",
      "penstock.fleet.runtimes[0].name=npu",
      "penstock.fleet.runtimes[0].version=1",
      "penstock.fleet.runtimes[0].description=Cards",
      "penstock.fleet.runtimes[0].engines.scripted.host=true"
    })
@DirtiesContext
class FaultTest {
  private static final String HOUR_OF_IT = "6.";

  @TestConfiguration(proxyBeanMethods = false)
  static class Scripted {
    @Bean
    ScriptedEngine scriptedEngine(Clock clock) {
      return new ScriptedEngine(clock);
    }
  }

  @Autowired private TestCentre centre;
  @Autowired private Nodes nodes;
  @Autowired private ScriptedEngine engine;
  @Autowired private List<Engine> engines;
  @Autowired private Clock clock;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  @AfterEach
  void answerAgain() {
    engine.answers(true);
    engine.whenAskedToStop(attempt -> {});
    nodes.refresh();
  }

  private JobClient client() {
    return JobClient.funded(centre, "100000.00");
  }

  private void pool(String pool, String... names) {
    for (String name : names) {
      engine.node(name, pool, "");
    }
    nodes.refresh();
  }

  private void fault(String node, String pool, String fault) {
    engine.node(node, pool, fault);
    nodes.refresh();
  }

  private static Map<String, Object> job(String pool, Object... more) {
    Map<String, Object> spec = new HashMap<>(JobClient.shell("ascend.910b.1", "train", more));
    spec.put("runtime", "npu");
    spec.put("wallTime", "10h");
    spec.put("nodeSelector", Map.of("pool", pool));
    return spec;
  }

  private static String node(JsonNode job, int attempt) {
    return job.path("attempts").path(attempt).path("nodes").path(0).asString();
  }

  private static JsonNode runs(JobClient client, String id, int attempts) {
    return Await.seen(
        () -> client.job(id),
        job -> JobClient.state(job).equals("RUNNING") && job.path("attempts").size() == attempts);
  }

  private TestClient operator() {
    return centre.operator().with("Accept-Language", "en");
  }

  private JsonNode incidents(String query) {
    return operator().get("/v1/incidents?" + query).expect(200).body().path("items");
  }

  private JsonNode fleetNode(String name) {
    return operator()
        .get("/v1/operator/nodes")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode ended(String node) {
    return Await.seen(
        () -> {
          nodes.refresh();
          return incidents("node=" + node).path(0);
        },
        it -> it.path("state").asString().equals("ended"));
  }

  @Test
  void aFaultyCardIsFencedAndItsJobGoesOnElsewhereAndPaysNothingForWhatWasLost() {
    pool("one", "one-a", "one-b");
    JobClient client = client();
    String id = client.submit(job("one"));
    String first = node(runs(client, id, 1), 0);

    fault(first, "one", "RestartNPU 0x80E01801");

    JsonNode job = runs(client, id, 2);
    JsonNode lost = job.path("attempts").path(0);
    assertThat(lost.path("cause").asString()).isEqualTo("CARD_FAULT");
    assertThat(lost.path("blame").asString()).isEqualTo("PLATFORM");
    assertThat(lost.path("fault").path("text").asString())
        .startsWith("Card 0 of the node %s had a fault: RestartNPU 0x80E01801.".formatted(first))
        .endsWith("is not charged.");
    assertThat(node(job, 1)).isNotEqualTo(first);
    assertThat(fleetNode(first).path("cards").path(0).path("healthy").asBoolean()).isFalse();

    String incident = lost.path("fault").path("incident").asString();
    JsonNode line = notCharged(client, "card.ascend910b");
    assertThat(line.path("amountYuan").asString()).isEqualTo("0.000000");
    assertThat(line.path("resourceKind").asString()).isEqualTo("lost-time");
    assertThat(line.path("notCharged").path("incident").asString()).isEqualTo(incident);
    assertThat(line.path("notCharged").path("what").asString())
        .isEqualTo("card 0 of the node %s: RestartNPU 0x80E01801".formatted(first));
    assertThat(line.path("notCharged").path("amountYuan").asString()).startsWith(HOUR_OF_IT);

    JsonNode story = operator().get("/v1/incidents/" + incident).expect(200).body();
    assertThat(story.path("incident").path("severity").asString()).isEqualTo("major");
    assertThat(story.path("incident").path("losses").path("attempts").asInt()).isEqualTo(1);
    assertThat(story.path("incident").path("losses").path("cardSeconds").asLong())
        .isBetween(3600L, 3700L);
    assertThat(story.path("hits").path(0).path("job").asString()).isEqualTo(id);
    assertThat(story.path("events").path(0).path("happened").asString()).isEqualTo("opened");

    fault(first, "one", "");
    JsonNode over = ended(first);
    assertThat(over.path("id").asString()).isEqualTo(incident);
    assertThat(fleetNode(first).path("cards").path(0).path("healthy").asBoolean()).isTrue();
    client.cancel(id);
  }

  private JsonNode notCharged(JobClient client, String meter) {
    YearMonth month = YearMonth.from(clock.instant().atZone(ZoneId.of("Asia/Shanghai")));
    return Await.seen(
            () ->
                client
                    .http()
                    .get("/v1/statement?month=%s&meter=%s".formatted(month, meter))
                    .expect(200)
                    .body()
                    .path("lines"),
            lines -> lines.valueStream().anyMatch(it -> it.has("notCharged")))
        .valueStream()
        .filter(it -> it.has("notCharged"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAttemptThatStandsInAFaultIsStoppedInTheDatabaseBeforeItsEngineIsAsked() {
    pool("written", "written-a", "written-b");
    JobClient client = client();
    String id = client.submit(job("written"));
    JsonNode before = runs(client, id, 1);
    UUID attempt = UUID.fromString(JobClient.attempt(before, 0));
    var written = new CompletableFuture<Optional<String>>();
    engine.whenAskedToStop(it -> written.complete(apart(() -> stopCause(it))));

    fault(node(before, 0), "written", "RestartNPU");

    JsonNode job = runs(client, id, 2);
    assertThat(JobClient.attempt(job, 0)).isEqualTo(attempt.toString());
    assertThat(written).isCompletedWithValue(Optional.of("CARD_FAULT"));
    client.cancel(id);
  }

  /** What another connection sees, outside of any transaction that is open here. */
  private static <T> T apart(Supplier<T> look) {
    return CompletableFuture.supplyAsync(look).join();
  }

  private Optional<String> stopCause(UUID attempt) {
    return access.system(
        () ->
            jdbc.sql("SELECT stop_cause FROM jobs.attempt WHERE id = ? AND stop_cause IS NOT NULL")
                .param(attempt)
                .query(String.class)
                .optional());
  }

  @Test
  void aStopThatItsEngineDidNotHearIsAskedForAgain() {
    pool("unheard", "unheard-a", "unheard-b");
    JobClient client = client();
    String id = client.submit(job("unheard"));
    JsonNode before = runs(client, id, 1);
    AtomicInteger asked = new AtomicInteger();
    engine.whenAskedToStop(
        it -> {
          if (asked.getAndIncrement() == 0) {
            throw new EngineException(Blame.PLATFORM, "the line was cut as the stop was told");
          }
        });

    fault(node(before, 0), "unheard", "RestartNPU");

    JsonNode job = runs(client, id, 2);
    assertThat(job.path("attempts").path(0).path("cause").asString()).isEqualTo("CARD_FAULT");
    assertThat(asked).hasValueGreaterThan(1);
    client.cancel(id);
  }

  @Test
  void aMildFaultFencesAndLetsTheJobGoOn() {
    pool("mild", "mild-a");
    JobClient client = client();
    String id = client.submit(job("mild"));
    JsonNode job = runs(client, id, 1);

    fault("mild-a", "mild", "PreSeparateNPU");

    assertThat(incidents("node=mild-a").path(0).path("severity").asString()).isEqualTo("minor");
    String next = client.submit(job("mild"));
    engine.complete(UUID.fromString(JobClient.attempt(job, 0)));
    assertThat(JobClient.state(client.ended(id))).isEqualTo("SUCCEEDED");
    // its card is free, and still nothing starts there until the fault is gone
    assertThat(JobClient.state(client.job(next))).isEqualTo("QUEUED");
    fault("mild-a", "mild", "");
    ended("mild-a");
    runs(client, next, 1);
    client.cancel(next);
  }

  @Test
  void aNodeThatIsLostEndsItsJobsAsAFaultOfTheNode() {
    pool("lost", "lost-a", "lost-b");
    JobClient client = client();
    String id = client.submit(job("lost"));
    String first = node(runs(client, id, 1), 0);

    engine.lose(first);
    nodes.refresh();

    JsonNode job = runs(client, id, 2);
    assertThat(job.path("attempts").path(0).path("cause").asString()).isEqualTo("NODE_FAULT");
    assertThat(node(job, 1)).isNotEqualTo(first);
    assertThat(fleetNode(first).path("state").asString()).isEqualTo("down");
    engine.node(first, "lost", "");
    nodes.refresh();
    assertThat(fleetNode(first).path("state").asString()).isEqualTo("fenced");
    ended(first);
    assertThat(fleetNode(first).path("state").asString()).isEqualTo("ready");
    client.cancel(id);
  }

  @Test
  void whatAnAwayEngineRunsIsUnknownAndIsSettledWhenItAnswersAgain() {
    pool("away", "away-a");
    JobClient client = client();
    String id = client.submit(job("away"));
    String attempt = JobClient.attempt(runs(client, id, 1), 0);

    engine.answers(false);
    nodes.refresh();

    JsonNode job = client.job(id);
    assertThat(JobClient.state(job)).isEqualTo("RUNNING");
    assertThat(job.has("unknownSince")).isTrue();
    JsonNode view = engine(ScriptedEngine.NAME);
    assertThat(view.path("reachable").asBoolean()).isFalse();
    assertThat(view.path("error").asString()).isEqualTo("the test has cut the line");
    assertThat(incidents("open=true").valueStream())
        .anyMatch(it -> it.path("kind").asString().equals("engine"))
        .noneMatch(it -> it.path("node").asString("").equals("away-a"));
    assertThat(gauge("penstock_engine_up{engine=\"scripted\"}")).isEqualTo("0.0");
    engine.complete(UUID.fromString(attempt));
    engine.answers(true);
    nodes.refresh();

    JsonNode ended = client.ended(id);
    assertThat(JobClient.state(ended)).isEqualTo("SUCCEEDED");
    assertThat(ended.has("unknownSince")).isFalse();
    assertThat(ended.path("attempts")).hasSize(1);
    assertThat(engine(ScriptedEngine.NAME).path("reachable").asBoolean()).isTrue();
  }

  @Test
  void anEngineThatIsAwayForAMomentCostsNoAttempt() {
    pool("moment", "moment-a");
    JobClient client = client();
    engine.answers(false);
    int before = engine.refused();
    String id = client.submit(job("moment"));
    Await.seen(engine::refused, it -> it > before);

    engine.answers(true);
    nodes.refresh();

    JsonNode job = runs(client, id, 1);
    assertThat(job.path("attempts").path(0).path("number").asInt()).isEqualTo(1);
  }

  @Test
  void aRequestToStopReachesAnAwayEngineOnceItAnswers() {
    pool("asked", "asked-a");
    JobClient client = client();
    String id = client.submit(job("asked"));
    runs(client, id, 1);
    engine.answers(false);
    nodes.refresh();

    client.cancel(id);
    assertThat(JobClient.state(client.job(id))).isEqualTo("STOPPING");

    engine.answers(true);
    nodes.refresh();
    assertThat(JobClient.state(client.ended(id))).isEqualTo("CANCELLED");
  }

  private String gauge(String name) {
    return operator()
        .get("/actuator/prometheus")
        .expect(200)
        .text()
        .lines()
        .filter(it -> it.startsWith(name))
        .map(it -> it.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private JsonNode engine(String name) {
    assertThat(engines).extracting(Engine::name).contains(name);
    return operator()
        .get("/v1/engines")
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCardThatFlapsIsHeldUntilAnOperatorClearsIt() {
    pool("flap", "flap-a");
    for (int i = 0; i < 3; i++) {
      fault("flap-a", "flap", "RestartBusiness");
      fault("flap-a", "flap", "");
    }
    JsonNode held = incidents("node=flap-a&open=true").path(0);
    assertThat(held.path("state").asString()).isEqualTo("held");
    assertThat(held.path("faults").asInt()).isEqualTo(3);
    String path = "/v1/incidents/" + Objects.requireNonNull(held.path("id").asString());
    assertThat(fleetNode("flap-a").path("cards").path(0).path("healthy").asBoolean()).isFalse();

    operator().post(path + "/clear", "{'note': ' '}").expect(400);
    operator().post(path + "/clear", "{'note': 'reseated the card'}").expect(200);
    operator().post(path + "/clear", "{'note': 'again'}").expect(409);

    nodes.refresh();
    assertThat(fleetNode("flap-a").path("cards").path(0).path("healthy").asBoolean()).isTrue();
    JsonNode over = operator().get(path).expect(200).body();
    assertThat(over.path("incident").path("note").asString()).isEqualTo("reseated the card");
    assertThat(over.path("events").valueStream().map(it -> it.path("happened").asString()))
        .containsExactly("opened", "gone", "back", "gone", "back", "held", "cleared");
  }

  @Test
  void aFaultThatIsStillThereCanNotBeCleared() {
    pool("there", "there-a");
    fault("there-a", "there", "SeparateNPU");
    JsonNode open = incidents("node=there-a&severity=critical").path(0);
    assertThat(gauge("penstock_incidents_open{severity=\"critical\"}")).isNotEqualTo("0.0");
    assertThat(
            operator()
                .post(
                    "/v1/incidents/%s/clear".formatted(open.path("id").asString()),
                    "{'note': 'nothing to see'}")
                .expect(409)
                .at("detail"))
        .isEqualTo("the fault is still there: SeparateNPU");
    fault("there-a", "there", "");
    ended("there-a");
  }

  @Test
  void aDrainWaitsAndThenMovesWhatCanGoOnElsewhere() {
    pool("drain", "drain-a", "drain-b");
    JobClient client = client();
    String stays = client.submit(job("drain"));
    String moves = client.submit(job("drain", "preemptible", true));
    String kept = node(runs(client, stays, 1), 0);
    String left = node(runs(client, moves, 1), 0);

    for (String node : List.of(kept, left)) {
      operator()
          .post("/v1/operator/nodes/%s/drain".formatted(node), "{'reason': 'fans', 'within': '1s'}")
          .expect(200);
    }
    JsonNode waiting =
        Await.seen(() -> client.job(moves), it -> JobClient.state(it).equals("QUEUED"));
    assertThat(waiting.path("attempts").path(0).path("cause").asString()).isEqualTo("DRAIN");
    assertThat(JobClient.state(client.job(stays))).isEqualTo("RUNNING");
    assertThat(notCharged(client, "card.ascend910b").path("notCharged").path("cause").asString())
        .isEqualTo("DRAIN");

    operator().post("/v1/operator/nodes/%s/resume".formatted(left)).expect(200);
    assertThat(node(runs(client, moves, 2), 1)).isEqualTo(left);
    operator().post("/v1/operator/nodes/%s/resume".formatted(kept)).expect(200);
    client.cancel(stays);
    client.cancel(moves);
  }

  @Test
  void operatorsAreToldOfAnIncident() {
    pool("told", "told-a");
    fault("told-a", "told", "SeparateNPU");
    assertThat(
            operator()
                .get("/v1/notifications?kind=incident.card")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(it -> it.path("text").asString()))
        .anyMatch(it -> it.startsWith("Card 0 of the node told-a is faulty: SeparateNPU."));
    fault("told-a", "told", "");
    ended("told-a");
  }
}
