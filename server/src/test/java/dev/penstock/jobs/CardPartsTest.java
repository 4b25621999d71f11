package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.engines.Card;
import dev.penstock.engines.StartOrder;
import dev.penstock.fleet.Nodes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Jobs that each have a part of a card, from the flavour to the bill. */
@ServerTest
@Import(CardPartsTest.Scripted.class)
@TestPropertySource(
    properties = {
      "penstock.fleet.refresh=1h",
      "penstock.fleet.flavours[quarter].card-model=ascend910b",
      "penstock.fleet.flavours[quarter].cards=0.25",
      "penstock.fleet.flavours[quarter].cores=2",
      "penstock.fleet.flavours[quarter].memory-gib=16",
      "penstock.fleet.runtimes[0].name=npu",
      "penstock.fleet.runtimes[0].version=1",
      "penstock.fleet.runtimes[0].description=Cards",
      "penstock.fleet.runtimes[0].engines.scripted.host=true"
    })
@DirtiesContext
final class CardPartsTest {
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

  private static Map<String, Object> job(String flavour, String pool) {
    Map<String, Object> spec = new HashMap<>(JobClient.shell(flavour, "train"));
    spec.put("runtime", "npu");
    spec.put("wallTime", "10h");
    spec.put("nodeSelector", Map.of("pool", pool));
    return spec;
  }

  private JsonNode plan(String node) {
    return centre
        .operator()
        .get("/v1/operator/fleet")
        .expect(200)
        .body()
        .path("nodes")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(node))
        .findFirst()
        .orElseThrow();
  }

  /** Thousandths of a card that were metered in each microsecond, by record. */
  private static List<Long> metered(JobClient client, UUID attempt) {
    return Await.seen(
            () ->
                client
                    .http()
                    .get("/v1/usage?resource=%s&meter=card.ascend910b".formatted(attempt))
                    .expect(200)
                    .body()
                    .path("items"),
            items -> !items.isEmpty())
        .valueStream()
        .map(CardPartsTest::rate)
        .toList();
  }

  private static long rate(JsonNode record) {
    Duration took =
        Duration.between(
            Instant.parse(record.path("start").asString()),
            Instant.parse(record.path("end").asString()));
    return record.path("quantity").asLong() / (took.toNanos() / 1000);
  }

  @Test
  void fourQuartersRunOnOneCardAndTheFifthWaits() {
    engine.node("parts-a", "parts", "");
    nodes.refresh();
    JobClient client = JobClient.funded(centre, "100000.00");
    List<String> ids =
        IntStream.range(0, 4).mapToObj(i -> client.submit(job("quarter", "parts"))).toList();
    ids.forEach(id -> client.inState(id, "RUNNING"));
    String fifth = client.submit(job("quarter", "parts"));
    String whole = client.submit(job("ascend.910b.1", "parts"));
    JsonNode why =
        Await.seen(
            () -> client.http().get("/v1/jobs/%s/wait".formatted(fifth)).expect(200).body(),
            it -> it.path("rule").asString().equals("no-room"));
    assertThat(why.path("facts").path("fitting").asInt()).isZero();
    JsonNode node = plan("parts-a");
    assertThat(node.path("cards").path(0).path("milliUsed").asInt()).isEqualTo(1000);
    assertThat(node.path("attempts")).hasSize(4);

    UUID attempt = UUID.fromString(JobClient.attempt(client.job(ids.getFirst()), 0));
    StartOrder order = engine.order(attempt);
    assertThat(order.ranks().getFirst().cards())
        .containsExactly(new Card(0, "ascend910b", null, 250));
    engine.complete(attempt);
    client.inState(fifth, "RUNNING");
    assertThat(JobClient.state(client.job(whole))).isEqualTo("QUEUED");

    client.ended(ids.getFirst());
    assertThat(metered(client, attempt)).containsOnly(250L);
    ids.subList(1, 4).forEach(client::cancel);
    client.cancel(whole);
    client.cancel(fifth);
  }
}
