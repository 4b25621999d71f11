package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobControlTest.wholeMachine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * What the operator says of queues and nodes, and users of their jobs, holds in the dispatching.
 */
@ServerTest
class RulesTest {
  @Autowired private TestCentre centre;

  private JobClient client;

  @BeforeEach
  void found() {
    client = JobClient.funded(centre, "50.00");
  }

  private JsonNode held(String id, String rule) {
    return Await.seen(
        () -> client.http().get("/v1/jobs/%s/wait".formatted(id)).expect(200).body(),
        it -> it.path("rule").asString("").equals(rule));
  }

  private String node() {
    return centre
        .operator()
        .get("/v1/operator/nodes")
        .expect(200)
        .body()
        .at("/items/0/name")
        .asString();
  }

  private void succeeds(String id) {
    assertThat(JobClient.state(client.ended(id))).isEqualTo("SUCCEEDED");
  }

  @Test
  void aLimitHoldsAJobUntilItIsRaised() {
    String queue = "/v1/queues/" + client.tenant().orgId();
    centre.operator().put(queue, "{'limit': {'milliCores': 1}}").expect(200);
    String id = client.submit(shell("cpu.nano", "true"));
    JsonNode wait = held(id, "limit");
    assertThat(wait.path("reason").asString()).contains("0.001 of cores").contains("0 are in use");
    assertThat(wait.path("changes")).isEmpty();
    centre.operator().put(queue, "{'limit': {'milliCores': 64000}}").expect(200);
    succeeds(id);
  }

  @Test
  void nobodyCrossesIntoAMaintenanceWindow() {
    Instant from = Instant.now().plus(5, ChronoUnit.MINUTES);
    String window =
        centre
            .operator()
            .post(
                "/v1/maintenance",
                "{'nodes': ['%s'], 'from': '%s', 'to': '%s', 'reason': 'new fans'}"
                    .formatted(node(), from, from.plus(1, ChronoUnit.HOURS)))
            .expect(201)
            .at("id");
    try {
      String longer = client.submit(shell("cpu.nano", "true"));
      JsonNode wait = held(longer, "reserved");
      assertThat(wait.path("reason").asString()).contains("shorter wall time");
      succeeds(client.submit(shell("cpu.nano", "true", "wallTime", "1m")));
      centre.operator().delete("/v1/maintenance/" + window).expect(204);
      window = "";
      succeeds(longer);
    } finally {
      if (!window.isEmpty()) {
        centre.operator().delete("/v1/maintenance/" + window).expect(204);
      }
    }
  }

  @Test
  void aReservationIsForItsOrganisation() {
    JobClient owner = JobClient.funded(centre, "50.00");
    Instant from = Instant.now().plus(3, ChronoUnit.MINUTES);
    String id =
        centre
            .operator()
            .post(
                "/v1/reservations",
                """
                {'organisation': '%s', 'from': '%s', 'to': '%s', 'nodes': 1, 'flavour': '%s',
                 'reason': 'a course'}
                """
                    .formatted(
                        owner.tenant().orgId(),
                        from,
                        from.plus(2, ChronoUnit.HOURS),
                        wholeMachine("true").get("flavour")))
            .expect(201)
            .at("id");
    try {
      String other = client.submit(shell("cpu.nano", "true"));
      held(other, "reserved");
      assertThat(JobClient.state(owner.run(shell("cpu.nano", "true")))).isEqualTo("SUCCEEDED");
      client.cancel(other);
    } finally {
      centre.operator().delete("/v1/reservations/" + id).expect(204);
    }
  }

  @Test
  void jobsOfAGroupStayApart() {
    Map<String, Object> first = shell("cpu.nano", "exec sleep 300", "apart", "replicas");
    String running = client.submit(first);
    client.inState(running, "RUNNING");
    String other = client.submit(shell("cpu.nano", "true", "apart", "replicas"));
    held(other, "no-room");
    client.cancel(running);
    succeeds(other);
  }

  @Test
  void aSelectorWaitsForANodeWithTheLabel() {
    String id = client.submit(shell("cpu.nano", "true", "nodeSelector", Map.of("rack", "r7")));
    JsonNode wait = held(id, "no-room");
    assertThat(wait.path("reason").asString()).contains("0 could hold it");
    centre
        .operator()
        .send("PATCH", "/v1/nodes/" + node(), "{'labels': {'rack': 'r7'}}")
        .expect(200);
    try {
      succeeds(id);
    } finally {
      centre.operator().send("PATCH", "/v1/nodes/" + node(), "{'labels': {}}").expect(200);
    }
  }
}
