package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.shared.Access;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Many equal tasks as one job. */
@ServerTest
class ArrayJobTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private JobClient client;

  @BeforeEach
  void found() {
    client = JobClient.funded(centre, "100");
  }

  private static Map<String, Object> array(int tasks, int atOnce, String line, Object... more) {
    Map<String, Object> spec = shell("cpu.nano", line, more);
    spec.put("array", Map.of("tasks", tasks, "atOnce", atOnce));
    return spec;
  }

  private JsonNode tasks(String id) {
    return client.http().get("/v1/jobs/%s/tasks?limit=500".formatted(id)).expect(200).body();
  }

  private List<JsonNode> items(String id) {
    return tasks(id).path("items").valueStream().toList();
  }

  private long rows(String table) {
    return access.system(
        () ->
            jdbc.sql("SELECT count(*) FROM %s WHERE org_id = ?".formatted(table))
                .param(client.tenant().orgId().value())
                .query(Long.class)
                .single());
  }

  @Test
  void runsEachTaskOnceAndTellsItWhichItIs() {
    String id =
        client.submit(
            array(
                30, 30, "echo $PENSTOCK_ARRAY_ID $PENSTOCK_ARRAY_INDEX of $PENSTOCK_ARRAY_TASKS"));
    JsonNode ended = client.ended(id);
    assertThat(state(ended)).as(ended.toString()).isEqualTo("SUCCEEDED");
    assertThat(JobClient.detail(ended)).contains("of 30 tasks 30 ended well");
    assertThat(ended.path("tasks").path("succeeded").asInt()).isEqualTo(30);
    List<JsonNode> tasks = items(id);
    assertThat(tasks.stream().map(it -> it.path("arrayIndex").asInt()))
        .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
    for (JsonNode task : tasks) {
      assertThat(state(task)).isEqualTo("SUCCEEDED");
      assertThat(task.path("arrayId").asString()).isEqualTo(id);
      assertThat(task.path("attempts")).hasSize(1);
      assertThat(client.log(task.path("id").asString()))
          .isEqualTo("%s %d of 30\n".formatted(id, task.path("arrayIndex").asInt()));
    }
    JsonNode listed = client.http().get("/v1/jobs").expect(200).body().path("items");
    assertThat(listed.valueStream().map(it -> it.path("id").asString())).containsExactly(id);
    assertThat(client.http().get("/v1/jobs/counts").expect(200).body().path("total").asInt())
        .isOne();
  }

  @Test
  void costsWhatItsTasksCost() {
    String id = client.submit(array(4, 4, "sleep 0.3"));
    client.ended(id);
    Await.until(
        "the holds are settled",
        () -> client.http().get("/v1/holds").expect(200).body().path("items").isEmpty());
    BigDecimal tasks =
        items(id).stream()
            .map(it -> new BigDecimal(it.path("costYuan").asString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(tasks).isPositive();
    assertThat(client.job(id).path("costYuan").asString()).isEqualTo(tasks.toPlainString());
    assertThat(new BigDecimal(client.http().get("/v1/balance").expect(200).at("balanceYuan")))
        .isEqualByComparingTo(new BigDecimal(100).subtract(tasks));
  }

  @Test
  void neverRunsMoreAtOnceThanItMay() {
    String id = client.submit(array(7, 2, "sleep 0.3"));
    assertThat(state(client.ended(id))).isEqualTo("SUCCEEDED");
    List<JsonNode> attempts = items(id).stream().map(it -> it.path("attempts").path(0)).toList();
    assertThat(attempts).hasSize(7);
    for (JsonNode one : attempts) {
      Instant at = Instant.parse(one.path("startedAt").asString());
      assertThat(
              attempts.stream()
                  .filter(it -> !Instant.parse(it.path("startedAt").asString()).isAfter(at))
                  .filter(it -> Instant.parse(it.path("endedAt").asString()).isAfter(at)))
          .hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void failsWhenATaskDoesAndRunsTheOthers() {
    String id =
        client.submit(array(5, 5, "[ $PENSTOCK_ARRAY_INDEX -ne 3 ] || exit 7", "retries", 1));
    JsonNode ended = client.ended(id);
    assertThat(state(ended)).isEqualTo("FAILED");
    assertThat(JobClient.cause(ended)).isEqualTo("TASKS");
    assertThat(JobClient.detail(ended)).contains("4 ended well, 1 failed");
    JsonNode tasks = tasks(id);
    assertThat(tasks.at("/counts/states/SUCCEEDED").asInt()).isEqualTo(4);
    assertThat(tasks.at("/counts/states/FAILED").asInt()).isOne();
    assertThat(tasks.at("/counts/total").asInt()).isEqualTo(5);
    JsonNode failed = items(id).get(3);
    assertThat(failed.path("attempts")).as("tried again as a job is").hasSize(2);
    assertThat(JobClient.detail(failed)).contains("exit code 7");
    assertThat(rows("queues.entry")).isZero();
  }

  @Test
  void cancelsWhatWaitsAndWhatRuns() {
    String id = client.submit(array(20, 2, "exec sleep 300"));
    Await.seen(() -> client.job(id), it -> it.path("tasks").path("running").asInt() == 2);
    assertThat(state(client.job(id))).isEqualTo("RUNNING");
    assertThat(client.job(id).path("tasks").path("waiting").asInt()).isEqualTo(18);
    client.cancel(id);
    JsonNode ended = client.ended(id);
    assertThat(state(ended)).isEqualTo("CANCELLED");
    assertThat(ended.path("tasks").path("cancelled").asInt()).isEqualTo(20);
    assertThat(JobClient.detail(ended)).contains("cancelled by");
    assertThat(items(id)).hasSize(2).allSatisfy(it -> assertThat(state(it)).isEqualTo("CANCELLED"));
    assertThat(rows("queues.entry")).isZero();
    assertThat(rows("queues.allocation")).isZero();
  }

  @Test
  void goesOnWithoutATaskThatIsCancelled() {
    String id = client.submit(array(3, 1, "[ $PENSTOCK_ARRAY_INDEX -ne 0 ] || exec sleep 300"));
    Await.seen(() -> items(id), it -> !it.isEmpty());
    String first = items(id).getFirst().path("id").asString();
    client.inState(first, "RUNNING");
    client.cancel(first);
    JsonNode ended = client.ended(id);
    assertThat(state(ended)).isEqualTo("FAILED");
    assertThat(JobClient.detail(ended)).contains("2 ended well, 0 failed and 1 were cancelled");
  }

  @Test
  void takesAHundredThousandTasksAsOne() {
    try (Drained _ = new Drained(centre)) {
      long began = System.nanoTime();
      String id = client.submit(array(100_000, 100_000, "true"));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
      assertThat(rows("queues.entry")).isOne();
      assertThat(rows("jobs.job")).isOne();
      JsonNode tasks = tasks(id);
      assertThat(tasks.path("items")).isEmpty();
      assertThat(tasks.at("/counts/states/QUEUED").asInt()).isEqualTo(100_000);
      Await.seen(() -> client.job(id), it -> it.path("reason").asString().contains("0 of the 1"));
      client.cancel(id);
      assertThat(client.job(id).path("tasks").path("cancelled").asInt()).isEqualTo(100_000);
    }
  }

  @Test
  void waitsAsOneForMoneyAndGoesOnWhenItIsThere() {
    // a task holds 0.004625: there is enough for one at a time, not for both
    JobClient poor = JobClient.funded(centre, "0.007");
    String id;
    try (Drained _ = new Drained(centre)) {
      id =
          poor.submit(
              array(2, 2, "[ $PENSTOCK_ARRAY_INDEX -ne 0 ] || exec sleep 300", "wallTime", "18m"));
    }
    JsonNode running =
        Await.seen(() -> poor.job(id), it -> it.path("tasks").path("running").asInt() == 1);
    assertThat(running.path("tasks").path("waiting").asInt()).isOne();
    poor.topUp("1");
    Await.seen(() -> poor.job(id), it -> it.path("tasks").path("succeeded").asInt() == 1);
    poor.cancel(id);
    assertThat(state(poor.ended(id))).isEqualTo("CANCELLED");
  }

  @Test
  void startsWithFewerNodesWhenItMay() {
    String id =
        client.submit(
            shell("cpu.nano", "echo $WORLD_SIZE nodes; sleep 0.3", "nodes", 2, "leastNodes", 1));
    JsonNode ended = client.ended(id);
    assertThat(state(ended)).as(ended.toString()).isEqualTo("SUCCEEDED");
    assertThat(client.log(id)).isEqualTo("1 nodes\n");
    assertThat(ended.path("nodes").asInt()).isOne();
    assertThat(ended.path("spec").path("nodes").asInt()).isEqualTo(2);
    String attempt = JobClient.attempt(ended, 0);
    long micros =
        Duration.between(
                    Instant.parse(ended.path("startedAt").asString()),
                    Instant.parse(ended.path("endedAt").asString()))
                .toNanos()
            / 1000;
    client.bill(attempt);
    long used =
        client
            .http()
            .get("/v1/usage?resource=" + attempt)
            .expect(200)
            .body()
            .path("items")
            .valueStream()
            .filter(it -> it.path("meter").asString().equals("core"))
            .mapToLong(it -> Long.parseLong(it.path("quantity").asString()))
            .sum();
    assertThat(used).as("of one node, a tenth of a core").isEqualTo(micros * 100);
  }

  @Test
  void showsNoTasksOfAnotherJob() {
    String id = client.submit(shell("cpu.nano", "true"));
    assertThat(client.http().get("/v1/jobs/%s/tasks".formatted(id)).expect(409).at("hint"))
        .contains(id);
    client.http().get("/v1/jobs/%s/tasks".formatted(UUID.randomUUID())).expect(404);
    client.ended(id);
  }
}
