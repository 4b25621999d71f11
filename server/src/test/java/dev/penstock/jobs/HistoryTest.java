package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What is told of the past, to be replayed. */
@ServerTest
final class HistoryTest {
  @Autowired private TestCentre centre;
  @Autowired private Clock clock;

  private List<JsonNode> jobs(Instant from, Instant to, int limit) {
    List<JsonNode> jobs = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          centre
              .operator()
              .get(
                  "/v1/history/jobs?from=%s&to=%s&limit=%d%s"
                      .formatted(from, to, limit, cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .expect(200)
              .body();
      page.path("items").forEach(jobs::add);
      cursor = page.path("next").asString("");
    } while (!cursor.isEmpty());
    return jobs;
  }

  @Test
  void tellsWhatEachJobAskedForAndGotAndNobodysName() {
    JobClient client = JobClient.funded(centre, "100");
    Instant from = clock.instant();
    String first = client.submit(shell("cpu.nano", "sleep 0.2", "name", "secret-name"));
    Map<String, Object> array = shell("cpu.nano", "true", "apart", "secret-group");
    array.put("array", Map.of("tasks", 3, "atOnce", 2));
    array.put("after", List.of(Map.of("job", first)));
    String tasks = client.submit(array);
    client.ended(tasks);
    Instant to = clock.instant().plusSeconds(1);

    List<JsonNode> own =
        jobs(from, to, 2).stream()
            .filter(it -> it.path("queue").asString().startsWith(client.tenant().orgId() + "/"))
            .toList();
    assertThat(own).hasSize(5);
    assertThat(own.toString()).doesNotContain("secret", client.tenant().email(), "submittedBy");
    JsonNode job = own.getFirst();
    assertThat(job.path("id").asString()).isEqualTo(first);
    assertThat(job.path("queue").asString())
        .isEqualTo(client.tenant().orgId() + "/" + client.tenant().projectId());
    assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
    assertThat(job.path("wallMillis").asLong()).isEqualTo(600_000);
    JsonNode run = job.path("attempts").path(0);
    Instant placed = Instant.parse(run.path("placedAt").asString());
    Instant ended = Instant.parse(run.path("endedAt").asString());
    assertThat(Duration.between(placed, ended)).isGreaterThan(Duration.ofMillis(200));
    assertThat(run.path("slots").path(0).path("node").asString()).isNotEmpty();
    JsonNode whole = own.get(1);
    assertThat(whole.path("id").asString()).isEqualTo(tasks);
    assertThat(whole.path("tasks").asInt()).isEqualTo(3);
    assertThat(whole.path("atOnce").asInt()).isEqualTo(2);
    assertThat(whole.path("after").path(0).path("job").asString()).isEqualTo(first);
    assertThat(whole.path("user").asString()).isEqualTo(job.path("user").asString());
    assertThat(own.subList(2, 5))
        .allSatisfy(
            it -> {
              assertThat(it.path("array").asString()).isEqualTo(tasks);
              assertThat(it.path("attempts")).hasSize(1);
            })
        .extracting(it -> it.path("task").asInt())
        .containsExactly(0, 1, 2);
    assertThat(jobs(to, to.plusSeconds(1), 500))
        .noneMatch(it -> it.path("queue").equals(job.path("queue")));
  }

  @Test
  void refusesATimeThatEndsBeforeItBegins() {
    Instant now = clock.instant();
    centre
        .operator()
        .get("/v1/history/jobs?from=%s&to=%s".formatted(now, now.minusSeconds(1)))
        .expect(400);
  }

  @Test
  void tellsTheNodesTheQueuesAndThePolicy() {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    JsonNode told = centre.operator().get("/v1/history/centre").expect(200).body();
    assertThat(told.path("policy").path("placing").asString()).isEqualTo("best-fit");
    assertThat(told.path("policy").path("reclaimAfterMillis").asLong()).isPositive();
    assertThat(told.path("nodes").path(0).path("milliCores").asLong()).isPositive();
    List<String> names =
        told.path("queues").valueStream().map(it -> it.path("name").asString()).toList();
    String leaf = tenant.orgId() + "/" + tenant.projectId();
    assertThat(names.indexOf(leaf)).isGreaterThan(names.indexOf(tenant.orgId().toString()));
  }
}
