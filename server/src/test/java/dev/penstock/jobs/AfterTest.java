package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.json;
import static dev.penstock.jobs.JobClient.shell;
import static dev.penstock.jobs.JobClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Jobs that start after others, or not before a time. */
@ServerTest
class AfterTest {

  @Autowired private TestCentre centre;

  private JobClient client;

  @BeforeEach
  void found() {
    client = JobClient.funded(centre, "100");
  }

  private static Object after(String job, String condition) {
    return List.of(Map.of("job", job, "condition", condition));
  }

  private JsonNode wait(String id, String rule) {
    return Await.seen(
        () -> client.http().get("/v1/jobs/%s/wait".formatted(id)).expect(200).body(),
        it -> it.path("rule").asString().equals(rule));
  }

  private static Instant at(JsonNode job, String field) {
    return Instant.parse(job.path(field).asString());
  }

  @Test
  void startsAChainInItsOrder() {
    String first = client.submit(shell("cpu.nano", "sleep 0.5", "name", "first"));
    String second =
        client.submit(shell("cpu.nano", "true", "name", "second", "after", after("first", "ok")));
    String third = client.submit(shell("cpu.nano", "true", "after", after(second, "ok")));
    JsonNode last = client.ended(third);
    assertThat(state(last)).as(last.toString()).isEqualTo("SUCCEEDED");
    JsonNode middle = client.job(second);
    assertThat(at(middle, "startedAt")).isAfterOrEqualTo(at(client.job(first), "endedAt"));
    assertThat(at(last, "startedAt")).isAfterOrEqualTo(at(middle, "endedAt"));
    assertThat(middle.at("/spec/after/0/job").asString()).as("the id of the name").isEqualTo(first);
  }

  @Test
  void saysWhatItWaitsForInBothLanguages() {
    String first = client.submit(shell("cpu.nano", "exec sleep 300", "name", "prepare"));
    client.inState(first, "RUNNING");
    String second = client.submit(shell("cpu.nano", "true", "after", after("prepare", "any")));
    JsonNode wait = wait(second, "after");
    assertThat(wait.path("reason").asString()).contains("have not ended: prepare");
    assertThat(wait.path("changes")).isEmpty();
    assertThat(wait.path("likelyStart").has("at")).isFalse();
    assertThat(
            client
                .tenant()
                .owner()
                .with("Accept-Language", "zh")
                .get("/v1/jobs/" + second)
                .expect(200)
                .at("reason"))
        .contains("以下作业结束后才开始：prepare");
    client.cancel(first);
    assertThat(state(client.ended(first))).isEqualTo("CANCELLED");
    assertThat(state(client.ended(second))).as("any end will do").isEqualTo("SUCCEEDED");
  }

  @Test
  void endsWhatCanNotStartAnyMore() {
    String first = client.submit(shell("cpu.nano", "exec sleep 300", "name", "prepare"));
    String second =
        client.submit(shell("cpu.nano", "true", "name", "train", "after", after(first, "ok")));
    String third =
        client.submit(
            shell("cpu.nano", "true", "array", Map.of("tasks", 9), "after", after("train", "ok")));
    String clean =
        client.submit(shell("cpu.nano", "true", "name", "clean", "after", after(third, "any")));
    client.inState(first, "RUNNING");
    client.cancel(first);
    client.ended(first);
    JsonNode train = client.ended(second);
    assertThat(state(train)).isEqualTo("CANCELLED");
    assertThat(JobClient.detail(train)).contains("\"prepare\"", first, "CANCELLED");
    JsonNode array = client.ended(third);
    assertThat(state(array)).isEqualTo("CANCELLED");
    assertThat(JobClient.detail(array)).contains("\"train\"", second);
    assertThat(array.path("tasks").path("cancelled").asInt()).isEqualTo(9);
    assertThat(state(client.ended(clean))).isEqualTo("SUCCEEDED");
  }

  @Test
  void doesNotWaitForWhatHasEndedWellAndRefusesWhatHasNot() {
    String good = client.submit(shell("cpu.nano", "true", "name", "good"));
    String bad = client.submit(shell("cpu.nano", "exit 1", "name", "bad"));
    client.ended(good);
    client.ended(bad);
    assertThat(
            state(
                client.run(
                    shell(
                        "cpu.nano",
                        "true",
                        "after",
                        List.of(Map.of("job", good), Map.of("job", bad, "condition", "any"))))))
        .isEqualTo("SUCCEEDED");
    TestClient.Answer refused =
        client
            .http()
            .post("/v1/jobs", json(shell("cpu.nano", "true", "after", after("bad", "ok"))))
            .expect(409);
    assertThat(refused.at("field")).isEqualTo("after[0].job");
    assertThat(refused.at("value")).isEqualTo("bad");
    assertThat(refused.at("hint")).contains("condition any");
    assertThat(
            client
                .http()
                .post(
                    "/v1/jobs",
                    json(
                        shell(
                            "cpu.nano",
                            "true",
                            "after",
                            List.of(Map.of("job", good), Map.of("job", "good")))))
                .expect(400)
                .at("field"))
        .isEqualTo("after[1].job");
  }

  @Test
  void knowsNoJobOfAnotherOrganisation() {
    JobClient other = JobClient.funded(centre, "1");
    String theirs = other.submit(shell("cpu.nano", "true", "name", "theirs"));
    for (String named : List.of(theirs, "theirs")) {
      assertThat(
              client
                  .http()
                  .post("/v1/jobs", json(shell("cpu.nano", "true", "after", after(named, "any"))))
                  .expect(404)
                  .at("value"))
          .isEqualTo(named);
    }
    other.ended(theirs);
  }

  @Test
  void startsAfterAnArrayWhoseLastTaskHasEnded() {
    String array =
        client.submit(shell("cpu.nano", "sleep 0.2", "array", Map.of("tasks", 4, "atOnce", 2)));
    String then = client.submit(shell("cpu.nano", "true", "after", after(array, "ok")));
    JsonNode ended = client.ended(then);
    assertThat(state(ended)).isEqualTo("SUCCEEDED");
    assertThat(at(ended, "startedAt")).isAfterOrEqualTo(at(client.job(array), "endedAt"));
  }

  @Test
  void waitsForItsTimeAndStartsThen() {
    Instant later = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
    String id = client.submit(shell("cpu.nano", "true", "earliestStart", later.toString()));
    JsonNode wait = wait(id, "not-before");
    assertThat(wait.path("reason").asString()).contains(later.toString().substring(0, 19));
    assertThat(at(wait.path("likelyStart"), "at")).isEqualTo(later);
    JsonNode ended = client.ended(id);
    assertThat(state(ended)).isEqualTo("SUCCEEDED");
    assertThat(at(ended, "startedAt")).isAfterOrEqualTo(later);
  }

  @Test
  void refusesADeadlineThatLeavesNoRoomForItsWallTime() {
    Instant start = Instant.now().plusSeconds(3600);
    Map<String, Object> spec =
        shell(
            "cpu.nano",
            "true",
            "wallTime",
            "30m",
            "earliestStart",
            start.toString(),
            "deadline",
            start.plusSeconds(1799).toString());
    TestClient.Answer refused = client.http().post("/v1/jobs", json(spec)).expect(400);
    assertThat(refused.at("field")).isEqualTo("deadline");
    assertThat(refused.at("hint")).contains("shorter wallTime");
    client.http().post("/v1/quotes", json(spec)).expect(400);
    spec.put("deadline", start.plusSeconds(1800).toString());
    spec.put("cheapest", true);
    spec.put("priceCeiling", "12.50");
    spec.put("preemptible", true);
    spec.put("topology", "same-super-node");
    spec.put("nodeSelector", Map.of("zone", "a-1"));
    spec.put("apart", "group-1");
    String id = client.submit(spec);
    JsonNode kept = client.job(id).path("spec");
    assertThat(kept.path("topology").asString()).isEqualTo("same-super-node");
    assertThat(kept.path("priceCeiling").asString()).isEqualTo("12.50");
    assertThat(kept.path("cheapest").asBoolean()).isTrue();
    assertThat(kept.path("nodeSelector").path("zone").asString()).isEqualTo("a-1");
    assertThat(kept.path("apart").asString()).isEqualTo("group-1");
    client.cancel(id);
  }
}
