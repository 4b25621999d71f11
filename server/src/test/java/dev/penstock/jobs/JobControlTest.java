package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.cause;
import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Waiting, stopping, trying again and paying, as a job's owner sees them. */
@ServerTest
class JobControlTest {
  /** Less than the pause after which a job that was refused is tried again by itself. */
  private static final Duration SOON = Duration.ofSeconds(8);

  private final TestCentre centre;
  private final JobClient client;

  JobControlTest(@Autowired TestCentre centre) {
    this.centre = centre;
    this.client = JobClient.funded(centre, "100");
  }

  @Test
  void cancelsAJobThatWaitsAtOnceAndForNothing() {
    String id;
    try (Drained _ = new Drained(centre)) {
      id = client.submit(shell("cpu.nano", "echo never"));
      JsonNode waiting =
          Await.seen(() -> client.job(id), job -> !job.path("reason").asString().isEmpty());
      assertThat(state(waiting)).isEqualTo("QUEUED");
      assertThat(waiting.path("reason").asString()).contains("0 of the 1 nodes");
      client.cancel(id);
      JsonNode job = client.job(id);
      assertThat(state(job)).isEqualTo("CANCELLED");
      assertThat(cause(job)).isEqualTo("CANCELLED");
      assertThat(job.path("attempts")).isEmpty();
    }
    // one that comes later goes past it
    assertThat(state(client.run(shell("cpu.nano", "true")))).isEqualTo("SUCCEEDED");
    assertThat(state(client.job(id))).isEqualTo("CANCELLED");
    assertThat(client.log(id)).isEmpty();
  }

  @Test
  void givesARunningJobItsGraceToEnd() {
    String id =
        client.submit(
            shell(
                "cpu.nano",
                """
                trap 'echo told; sleep 0.5; echo tidied; exit 0' TERM
                echo ready
                while :; do sleep 0.1; done
                """));
    client.awaitLog(id, "ready");
    client.cancel(id);
    JsonNode job = client.ended(id);
    assertThat(state(job)).isEqualTo("CANCELLED");
    assertThat(cause(job)).isEqualTo("CANCELLED");
    assertThat(client.log(id)).containsSubsequence("ready", "told", "tidied");
    assertThat(client.bill(JobClient.attempt(job, 0))).isNotEmpty();
    assertThat(client.http().get("/v1/audit").text()).contains("job.cancel");
  }

  @Test
  void refusesToCancelWhatHasEnded() {
    JsonNode job = client.run(shell("cpu.nano", "true"));
    TestClient.Answer refused =
        client.http().post("/v1/jobs/%s/cancel".formatted(job.path("id").asString())).expect(409);
    assertThat(refused.at("value")).isEqualTo("SUCCEEDED");
    assertThat(refused.at("hint")).isNotEmpty();
  }

  @Test
  void triesAgainFromTheCheckpointAndChargesEachAttempt() {
    String id =
        client.submit(
            shell(
                "cpu.small",
                """
                count="$PENSTOCK_CHECKPOINT/attempts"
                sleep 0.2 # long enough to cost something
                echo x >> "$count"
                echo "attempt $(wc -l < "$count")"
                [ "$(wc -l < "$count")" -ge 3 ]
                """,
                "retries",
                2));
    JsonNode job = client.ended(id);
    assertThat(state(job)).as(job.toString()).isEqualTo("SUCCEEDED");
    assertThat(client.log(id)).isEqualTo("attempt 3\n");
    assertThat(job.path("attempts").valueStream().map(it -> it.path("cause").asString()))
        .containsExactly("FAILED", "FAILED", "COMPLETED");
    for (int i = 0; i < 3; i++) {
      assertThat(charged(JobClient.attempt(job, i))).as("attempt %d", i + 1).isPositive();
    }
  }

  @Test
  void givesUpWhenItHasBeenTriedAsOftenAsWasAskedFor() {
    JsonNode job = client.run(shell("cpu.nano", "exit 7", "retries", 1));
    assertThat(state(job)).isEqualTo("FAILED");
    assertThat(job.path("attempts")).hasSize(2);
    assertThat(JobClient.detail(job)).contains("exit code 7");
  }

  private BigDecimal charged(String resource) {
    return client.bill(resource).stream()
        .map(line -> new BigDecimal(line.path("amountYuan").asString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void letsJobsThatDoNotFitTogetherTakeTurns() {
    String first =
        client.submit(wholeMachine("while [ ! -e /job/checkpoint/go ]; do sleep 0.1; done"));
    client.inState(first, "RUNNING");
    String second = client.submit(wholeMachine("true"));
    JsonNode waiting =
        Await.seen(() -> client.job(second), job -> !job.path("reason").asString().isEmpty());
    assertThat(state(waiting)).isEqualTo("QUEUED");
    assertThat(waiting.path("reason").asString()).contains("0 of the 1 nodes it needs have room");
    client.cancel(first);
    JsonNode one = client.ended(first);
    JsonNode other = client.ended(second);
    assertThat(state(other)).isEqualTo("SUCCEEDED");
    assertThat(at(other, "startedAt")).isAfterOrEqualTo(at(one, "endedAt"));
  }

  @Test
  void letsHighPriorityGoFirst() {
    String normal;
    String high;
    try (Drained _ = new Drained(centre)) {
      normal = client.submit(wholeMachine("true"));
      high = client.submit(wholeMachine("true", "priority", "high"));
    }
    JsonNode first = client.ended(high);
    JsonNode second = client.ended(normal);
    assertThat(at(second, "startedAt")).isAfterOrEqualTo(at(first, "endedAt"));
  }

  static Map<String, Object> wholeMachine(String line, Object... more) {
    int cores = Runtime.getRuntime().availableProcessors();
    return shell(cores >= 16 ? "cpu.large" : cores >= 2 ? "cpu.medium" : "cpu.small", line, more);
  }

  private static Instant at(JsonNode job, String field) {
    return Instant.parse(job.path(field).asString());
  }

  @Test
  void refusesAJobWithoutFundsAndNamesWhatIsNeeded() {
    JobClient poor = JobClient.funded(centre, "0.01");
    TestClient.Answer refused =
        poor.http().post("/v1/jobs", JobClient.json(shell("cpu.small", "true"))).expect(402);
    assertThat(refused.at("type")).endsWith(":payment-required");
    assertThat(refused.at("field")).isEqualTo("balance");
    assertThat(refused.at("value")).isEqualTo("0.010000");
    assertThat(refused.at("detail")).contains("0.024500").contains("0.010000");
    assertThat(refused.at("hint")).contains("0.014500");
    assertThat(poor.http().get("/v1/jobs").body().path("items")).isEmpty();
  }

  @Test
  void startsAJobThatLostItsFundingOnceTheAccountIsToppedUp() {
    JobClient poor = JobClient.funded(centre, "0.007");
    String first;
    String second;
    try (Drained _ = new Drained(centre)) {
      // each holds 0.004625 of it: there is enough for either, not for both
      first = poor.submit(shell("cpu.nano", "sleep 60", "wallTime", "18m"));
      second = poor.submit(shell("cpu.nano", "echo paid", "wallTime", "18m"));
    }
    poor.inState(first, "RUNNING");
    JsonNode waiting =
        Await.seen(() -> poor.job(second), job -> job.path("reason").asString().contains("top"));
    assertThat(state(waiting)).isEqualTo("QUEUED");
    assertThat(waiting.path("reason").asString()).contains("the balance does not cover");
    poor.topUp("1");
    JsonNode job = Await.seen(SOON, () -> poor.job(second), it -> state(it).equals("SUCCEEDED"));
    assertThat(job.path("attempts")).hasSize(1);
    poor.cancel(first);
    assertThat(state(poor.ended(first))).isEqualTo("CANCELLED");
  }

  @Test
  void runsAServiceUntilItIsCancelledAndChargesIt() {
    String id =
        client.submit(
            service(
                "trap 'exit 0' TERM; echo up at $PENSTOCK_SOCKET; while :; do sleep 0.1; done"));
    client.awaitLog(id, "up at /");
    JsonNode running = client.inState(id, "RUNNING");
    assertThat(running.path("spec").has("wallTime")).isFalse();
    client.cancel(id);
    JsonNode job = client.ended(id);
    assertThat(state(job)).isEqualTo("CANCELLED");
    assertThat(charged(JobClient.attempt(job, 0))).isPositive();
  }

  private static Map<String, Object> service(String line) {
    Map<String, Object> spec = shell("cpu.small", line, "kind", "service");
    spec.remove("wallTime");
    return spec;
  }
}
