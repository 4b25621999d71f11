package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.engines.EngineRecord;
import dev.penstock.fleet.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Staff compares what was metered with the books of an engine that a test writes. */
@ServerTest
@Import(EngineBooksTest.Scripted.class)
@TestPropertySource(
    properties = {
      "penstock.fleet.refresh=1h",
      "penstock.fleet.runtimes[0].name=npu",
      "penstock.fleet.runtimes[0].version=1",
      "penstock.fleet.runtimes[0].description=Cards",
      "penstock.fleet.runtimes[0].engines.scripted.host=true"
    })
@DirtiesContext
final class EngineBooksTest {
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
  @Autowired private Clock clock;

  private String address(Duration ago, String more) {
    Instant now = clock.instant();
    return "/v1/engines/comparison?from=%s&to=%s%s".formatted(now.minus(ago), now, more);
  }

  private JsonNode scripted() {
    return centre
        .operator()
        .get(address(Duration.ofHours(3), "&engine=scripted"))
        .expect(200)
        .body()
        .at("/engines/0");
  }

  /** What the engine truly had of an attempt, but for this. */
  private static EngineRecord record(JsonNode attempt, Duration later, int cards) {
    return new EngineRecord(
        id(attempt),
        "job-" + id(attempt),
        Instant.parse(attempt.path("startedAt").asString()),
        attempt.hasNonNull("endedAt") ? end(attempt).plus(later) : null,
        cards);
  }

  private static UUID id(JsonNode attempt) {
    return UUID.fromString(attempt.path("id").asString());
  }

  private JsonNode run(JobClient client, boolean ends) {
    Map<String, Object> spec = new HashMap<>(JobClient.shell("ascend.910b.1", "train"));
    spec.put("runtime", "npu");
    spec.put("wallTime", "10h");
    String id = client.submit(spec);
    JsonNode job = Await.seen(() -> client.job(id), it -> JobClient.state(it).equals("RUNNING"));
    if (ends) {
      engine.completed(
          id(job.path("attempts").path(0)), clock.instant().minus(30, ChronoUnit.MINUTES));
      job = client.ended(id);
      assertThat(JobClient.state(job)).isEqualTo("SUCCEEDED");
    }
    return job.path("attempts").path(0);
  }

  @Test
  void tellsEachAttemptOfWhichTheBooksSayOtherwise() {
    assertThat(scripted().path("keepsRecords").asBoolean()).isFalse();
    engine.node("books-a", "books", "");
    nodes.refresh();
    JobClient client = JobClient.funded(centre, "100000.00");
    JsonNode equal = run(client, true);
    JsonNode later = run(client, true);
    JsonNode cards = run(client, true);
    JsonNode unknown = run(client, true);
    JsonNode runs = run(client, false);
    UUID stranger = UUID.randomUUID();
    engine.writes(record(equal, Duration.ZERO, 1));
    engine.writes(record(later, Duration.ofSeconds(60), 1));
    engine.writes(record(cards, Duration.ZERO, 2));
    engine.writes(record(runs, Duration.ZERO, 1));
    Instant before = clock.instant().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
    engine.writes(new EngineRecord(stranger, "stray", before, before.plusSeconds(60), 8));

    JsonNode it = scripted();

    assertThat(it.path("keepsRecords").asBoolean()).isTrue();
    assertThat(it.path("equal").asInt()).as(it.toString()).isEqualTo(1);
    assertThat(it.path("waived").asInt()).isZero();
    assertThat(it.path("open").asInt()).isEqualTo(1);
    assertThat(it.path("differing").asInt()).isEqualTo(4);
    assertThat(it.path("differences").valueStream().map(one -> one.path("kind").asString()))
        .containsExactlyInAnyOrder("missing-there", "missing-here", "other-times", "other-cards");
    JsonNode times = of(it, "other-times");
    assertThat(times.path("attempt").asString()).isEqualTo(id(later).toString());
    assertThat(times.path("organisationName").asString()).contains(client.tenant().email());
    assertThat(Duration.between(end(times.path("ours")), end(times.path("theirs").path(0))))
        .isEqualTo(Duration.ofSeconds(60));
    JsonNode other = of(it, "other-cards");
    assertThat(other.path("ours").path("milliCards").asLong()).isEqualTo(1_000);
    assertThat(other.path("theirs").path(0).path("cards").asInt()).isEqualTo(2);
    assertThat(of(it, "missing-there").path("attempt").asString())
        .isEqualTo(id(unknown).toString());
    assertThat(of(it, "missing-there").path("theirs")).isEmpty();
    JsonNode stray = of(it, "missing-here");
    assertThat(stray.path("attempt").asString()).isEqualTo(stranger.toString());
    assertThat(stray.has("job")).isFalse();
    assertThat(stray.path("theirs").path(0).path("reference").asString()).isEqualTo("stray");

    engine.answers(false);
    JsonNode away = scripted();
    engine.answers(true);
    assertThat(away.path("error").asString()).isEqualTo("the test has cut the line");
    assertThat(away.has("keepsRecords")).isFalse();
  }

  private static JsonNode of(JsonNode engine, String kind) {
    return engine
        .path("differences")
        .valueStream()
        .filter(it -> it.path("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Instant end(JsonNode run) {
    return Instant.parse(run.path("endedAt").asString());
  }

  @Test
  void listsEveryEngineWhereNoneIsNamed() {
    JsonNode all =
        centre.operator().get(address(Duration.ofDays(1), "")).expect(200).body().path("engines");
    assertThat(all.valueStream().map(it -> it.path("name").asString()))
        .containsAll(List.of("local", "scripted"));
    assertThat(all.valueStream())
        .filteredOn(it -> it.path("name").asString().equals("local"))
        .allMatch(it -> !it.path("keepsRecords").asBoolean(true));
  }

  @Test
  void refusesWhatItCannotCompare() {
    TestClient operator = centre.operator();
    assertThat(operator.get(address(Duration.ofDays(32), "")).expect(400).at("field"))
        .isEqualTo("to");
    assertThat(operator.get(address(Duration.ofDays(-1), "")).expect(400).at("field"))
        .isEqualTo("to");
    assertThat(operator.get(address(Duration.ofDays(1), "&engine=steam")).expect(404).at("hint"))
        .contains("scripted");
  }
}
