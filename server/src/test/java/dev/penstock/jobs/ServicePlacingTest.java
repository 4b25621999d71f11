package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.dispatch.Fit;
import dev.penstock.fleet.Nodes;
import dev.penstock.tenancy.Messages;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Where services start in a centre of two engines, of which one runs none. */
@ServerTest
@Import(ServicePlacingTest.Scripted.class)
@TestPropertySource(
    properties = {
      // a look is taken when a test says so
      "penstock.fleet.refresh=1h",
      "penstock.fleet.runtimes[0].name=any",
      "penstock.fleet.runtimes[0].version=1",
      "penstock.fleet.runtimes[0].description=Whatever a machine has",
      "penstock.fleet.runtimes[0].engines.local.host=true",
      "penstock.fleet.runtimes[0].engines.scripted.host=true"
    })
@DirtiesContext
class ServicePlacingTest {
  private static final String BATCH_NODE = "batch-only";

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
  @Autowired private Messages messages;

  private JobClient client;

  @BeforeEach
  void anEngineWithoutServicesHasRoomForEverything() {
    engine.servesFromNowOn(false);
    engine.node(BATCH_NODE, "any", "");
    nodes.refresh();
    client = JobClient.funded(centre, "100000.00");
  }

  @AfterEach
  void allTakeWorkAgain() {
    nodes.all().stream()
        .filter(it -> it.by() != null)
        .forEach(it -> operate("/v1/operator/nodes/%s/resume".formatted(it.name()), "{}"));
  }

  private void operate(String path, String body) {
    centre.operator().post(path, body).expect(200);
  }

  private void drain(boolean services) {
    nodes.all().stream()
        .filter(it -> it.runsServices() == services)
        .forEach(
            it ->
                operate(
                    "/v1/operator/nodes/%s/drain".formatted(it.name()), "{'reason': 'a test'}"));
  }

  private static Map<String, Object> service(String flavour) {
    Map<String, Object> spec = new HashMap<>(batch(flavour));
    spec.put("kind", "service");
    spec.remove("wallTime");
    return spec;
  }

  private static Map<String, Object> batch(String flavour) {
    return JobClient.shell(flavour, "exec sleep 300", "runtime", "any");
  }

  private JsonNode wait(String id, String language) {
    return client
        .tenant()
        .owner()
        .with("Accept-Language", language)
        .get("/v1/jobs/%s/wait".formatted(id))
        .expect(200)
        .body();
  }

  private static String node(JsonNode job) {
    return job.path("attempts").path(0).path("nodes").path(0).asString();
  }

  @Test
  void aServiceWaitsForANodeThatRunsServicesWhileOthersHaveRoom() {
    drain(/* services= */ true);
    String service = client.submit(service("cpu.nano"));
    String batch = client.submit(batch("cpu.nano"));

    assertThat(node(client.inState(batch, "RUNNING"))).isEqualTo(BATCH_NODE);
    JsonNode held =
        Await.seen(() -> wait(service, "en"), it -> it.path("rule").asString().equals("no-room"));
    assertThat(held.path("facts").path("fitting").asInt()).isZero();
    assertThat(held.path("facts").path("possible").asInt()).isOne();
    assertThat(held.path("facts").path("notReady").asInt()).isOne();

    allTakeWorkAgain();
    assertThat(node(client.inState(service, "RUNNING"))).isNotEqualTo(BATCH_NODE);
    client.cancel(service);
    client.cancel(batch);
    client.ended(service);
    client.ended(batch);
  }

  @Test
  void aServiceThatOnlyANodeWithoutServicesCouldHoldIsRefusedAtOnce() {
    JsonNode problem =
        client.http().post("/v1/jobs", JobClient.json(service("ascend.910b.1"))).expect(422).body();
    assertThat(problem.toString()).contains("never-fits", "flavour", "run no services", "cpu.nano");
    assertThat(problem.toString()).as("a flavour that no service gets").doesNotContain("910b.1,");

    String batch = client.submit(batch("ascend.910b.1"));
    assertThat(node(client.inState(batch, "RUNNING"))).isEqualTo(BATCH_NODE);
    client.cancel(batch);
    client.ended(batch);
  }

  @Test
  void aServiceThatWaitsIsToldThatTheEnginesRunNone() {
    engine.servesFromNowOn(true);
    nodes.refresh();
    drain(/* services= */ true);
    String id = client.submit(service("ascend.910b.1"));
    Await.seen(() -> wait(id, "en"), it -> it.path("rule").asString().equals("no-room"));

    engine.servesFromNowOn(false);
    nodes.refresh();

    JsonNode held = wait(id, "en");
    assertThat(held.path("couldEverRun").asBoolean()).isFalse();
    assertThat(held.path("never").asString()).contains("0 of the nodes whose engine runs services");
    assertThat(wait(id, "zh").path("never").asString()).contains("不能运行服务");
    client.cancel(id);
    client.ended(id);
  }

  @Test
  void everyReasonForNeverIsSaidInBothLanguages() {
    WaitTexts texts = new WaitTexts(messages);
    for (Fit.Limit limit : Fit.Limit.values()) {
      Fit.Impossible never = new Fit.Impossible(limit, 2, 1);
      assertThat(texts.never(never, Locale.ENGLISH)).doesNotContain("wait.never", "{");
      assertThat(texts.never(never, Locale.SIMPLIFIED_CHINESE)).doesNotContain("wait.never", "{");
    }
    assertThat(texts.never(new Fit.Impossible(Fit.Limit.SERVICES, 1, 0), Locale.ENGLISH))
        .contains("no engine of the centre runs services");
  }
}
