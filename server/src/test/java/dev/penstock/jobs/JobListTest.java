package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobControlTest.wholeMachine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestStream;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a console shows of jobs: their list, the queue, their times and money, their log. */
@ServerTest
class JobListTest {
  @Autowired private TestCentre centre;

  private JobClient client;

  @BeforeEach
  void found() {
    client = JobClient.funded(centre, "50.00");
  }

  private JsonNode items(String query) {
    return client.http().get("/v1/jobs" + query).expect(200).body().path("items");
  }

  @Test
  void showsARowWithAllThatAConsoleNeeds() {
    String id = client.submit(shell("cpu.nano", "sleep 1", "name", "row"));
    client.ended(id);
    JsonNode job = Await.seen(() -> client.job(id), it -> it.has("billedAt"));
    assertThat(job.path("costYuan").asString()).isNotEqualTo("0.000000");
    assertThat(Instant.parse(job.path("placedAt").asString()).plusMillis(1))
        .isAfterOrEqualTo(Instant.parse(job.path("queuedAt").asString()));
    JsonNode row = items("?q=row").path(0);
    assertThat(row.path("id").asString()).isEqualTo(id);
    assertThat(row.path("costYuan")).isEqualTo(job.path("costYuan"));
    assertThat(row.path("heldYuan").asString()).isEqualTo("0.000000");
    assertThat(row.path("projectName").asString()).isEqualTo("default");
    assertThat(row.path("submitterName").asString()).isEqualTo("Li Wei");
    assertThat(row.path("flavour").asString()).isEqualTo("cpu.nano");
    assertThat(row.path("nodes").asInt()).isOne();
    assertThat(row.path("placedOn")).hasSize(1);
    JsonNode staffs =
        centre.operator().get("/v1/operator/jobs?q=" + id).expect(200).body().at("/items/0");
    assertThat(staffs.path("organisationName").asString())
        .isEqualTo("Organisation of " + client.tenant().email());
  }

  @Test
  void filtersAndCounts() {
    String good = client.submit(shell("cpu.nano", "true", "name", "good"));
    String bad = client.submit(shell("cpu.nano", "exit 3", "name", "bad", "kind", "training"));
    client.ended(good);
    client.ended(bad);
    assertThat(items("?state=FAILED")).singleElement().matches(it -> has(it, bad));
    assertThat(items("?state=failed&state=succeeded")).hasSize(2);
    assertThat(items("?kind=training")).singleElement().matches(it -> has(it, bad));
    assertThat(items("?flavour=cpu.large")).isEmpty();
    assertThat(items("?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z")).isEmpty();
    assertThat(has(items("?from=2020-01-01T00:00:00Z&sort=name").path(0), bad)).isTrue();
    JsonNode counts = client.http().get("/v1/jobs/counts").expect(200).body();
    assertThat(counts.path("total").asLong()).isEqualTo(2);
    assertThat(counts.at("/states/FAILED").asLong()).isOne();
    assertThat(counts.at("/states/RUNNING").asLong()).isZero();
  }

  private static boolean has(JsonNode job, String id) {
    return job.path("id").asString().equals(id);
  }

  @Test
  void showsTheQueueAndWhenAWaitingJobIsLikelyToStart() {
    String first = client.submit(wholeMachine("exec sleep 300"));
    client.inState(first, "RUNNING");
    String second = client.submit(wholeMachine("true"));
    JsonNode waiting =
        Await.seen(() -> client.job(second), job -> !job.path("reason").asString().isEmpty());
    Instant end =
        Instant.parse(client.job(first).path("startedAt").asString()).plus(Duration.ofMinutes(10));
    assertThat(Instant.parse(waiting.at("/likelyStart/at").asString()))
        .isBetween(end.minusSeconds(60), end.plusSeconds(60));
    JsonNode quote =
        client.http().post("/v1/quotes", JobClient.json(wholeMachine("true"))).expect(200).body();
    assertThat(Instant.parse(quote.at("/likelyStart/at").asString()))
        .as("behind both")
        .isBetween(end.plusSeconds(540), end.plusSeconds(660));
    assertThat(
            client
                .tenant()
                .owner()
                .with("Accept-Language", "zh")
                .get("/v1/jobs/" + second)
                .at("reason"))
        .contains("节点");
    JsonNode queue = centre.operator().get("/v1/operator/queue").expect(200).body();
    JsonNode item = queue.at("/items/0");
    assertThat(item.path("jobId").asString()).isEqualTo(second);
    assertThat(item.path("organisationName").asString()).contains(client.tenant().email());
    assertThat(item.path("priority").asString()).isEqualTo("normal");
    assertThat(item.path("reason").asString()).isNotEmpty();
    assertThat(queue.path("waiting").asLong()).isOne();
    assertThat(queue.at("/flavours/0/flavour").asString())
        .isEqualTo(item.path("flavour").asString());
    client.cancel(second);
    client.cancel(first);
    client.ended(first);
  }

  @Test
  void readsALogFromItsEndInPartsAndByWords() {
    String id = client.submit(shell("cpu.nano", "for i in 1 2 3 4 5; do echo line $i; done"));
    client.ended(id);
    var plain = client.http().with("Accept", "text/plain");
    String logs = "/v1/jobs/" + id + "/logs";
    var tail = plain.get(logs + "?offset=-10").expect(200);
    assertThat(tail.text()).isEqualTo("line 5\n");
    assertThat(tail.headers().firstValue("Log-Offset")).hasValue("28");
    assertThat(plain.get(logs + "?offset=7&limit=7").text()).isEqualTo("line 2\n");
    assertThat(plain.get(logs + "?offset=-1000").text()).startsWith("line 1\n").endsWith("5\n");
    JsonNode found = client.http().get(logs + "/search?q=LINE%204").expect(200).body();
    assertThat(found.at("/items/0/offset").asLong()).isEqualTo(21);
    assertThat(found.at("/items/0/number").asLong()).isEqualTo(4);
    assertThat(found.path("more").asBoolean()).isFalse();
    try (TestStream stream = client.http().stream(logs + "?offset=-10")) {
      stream.awaitEnd();
      assertThat(String.join("", stream.lines())).contains("line 5").doesNotContain("line 4");
    }
  }
}
