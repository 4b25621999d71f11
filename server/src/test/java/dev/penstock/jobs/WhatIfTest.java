package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What comes of the queue if the centre were another. */
@ServerTest
final class WhatIfTest {
  @Autowired private TestCentre centre;

  private JsonNode answered(String body) {
    Answer asked =
        Await.seen(
            () -> centre.operator().post("/v1/what-if", body), answer -> answer.status() != 503);
    String id = asked.expect(202).at("id");
    return Await.seen(
        () -> centre.operator().get("/v1/what-if/" + id).expect(200).body(),
        it -> !it.path("state").asString().equals("RUNNING"));
  }

  @Test
  void showsWhatComesBesideWhatWouldComeWithMoreNodes() {
    JobClient client = JobClient.funded(centre, "100");
    String id = client.submit(shell("cpu.nano", "sleep 600"));
    client.inState(id, "RUNNING");
    JsonNode answer =
        answered("{'hours': 2, 'policy': 'fifo', 'nodes': [{'cardModel': null, 'more': 2}]}");
    assertThat(answer.path("state").asString()).as(answer.toString()).isEqualTo("DONE");
    JsonNode asIs = answer.path("asIs");
    JsonNode whatIf = answer.path("whatIf");
    assertThat(whatIf.path("nodes").asInt()).isEqualTo(asIs.path("nodes").asInt() + 2);
    assertThat(asIs.path("points")).hasSize(48);
    // the same work on three times the cores
    assertThat(asIs.path("utilisationPercent").asDouble()).isPositive();
    assertThat(whatIf.path("utilisationPercent").asDouble())
        .isLessThan(asIs.path("utilisationPercent").asDouble());
    assertThat(asIs.path("queues").valueStream())
        .anySatisfy(
            it -> {
              assertThat(it.path("organisation").asString())
                  .isEqualTo(client.tenant().orgId().toString());
              assertThat(it.path("held").asDouble()).isPositive();
            });
    client.http().post("/v1/jobs/%s/cancel".formatted(id), "{}");
    client.ended(id);
  }

  @Test
  void whatIsDoneMayBeCancelledWithoutHarm() {
    String id = answered("{}").path("id").asString();
    centre.operator().delete("/v1/what-if/" + id).expect(204);
    assertThat(centre.operator().get("/v1/what-if/" + id).expect(200).at("state"))
        .isEqualTo("DONE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'policy': 'magic'} | no-reclaim",
        "{'hours': 100} | 72",
        "{'nodes': [{'cardModel': 'none-such', 'more': 1}]} | nodes[0].cardModel",
        "{'nodes': [{'cardModel': null, 'more': 2000}]} | nodes[0].more",
        "{'quotas': [{'organisation': 'x', 'cardModel': null, 'guaranteed': 1}]} | quotas[0]"
      })
  void refusesWhatCanNotBeAndNamesTheField(String body, String names) {
    Answer answer =
        Await.seen(() -> centre.operator().post("/v1/what-if", body), it -> it.status() != 503);
    assertThat(answer.expect(400).body().toString()).contains(names);
  }
}
