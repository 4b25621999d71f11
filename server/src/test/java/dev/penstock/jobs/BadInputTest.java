package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.shared.Access;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever is wrong with a request, the answer says what, where and what to do, and nothing is
 * kept.
 */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private final JobClient client;
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  BadInputTest(@Autowired TestCentre centre) {
    this.client = JobClient.funded(centre, "1000000");
    client.dataset("digits", "a.csv", "1,2");
  }

  @ParameterizedTest
  @MethodSource({
    "dev.penstock.jobs.BadRequests#texts",
    "dev.penstock.jobs.BadFields#fields",
    "dev.penstock.jobs.BadTerms#terms",
    "dev.penstock.jobs.BadRequests#references",
    "dev.penstock.jobs.BadRequests#addresses"
  })
  void saysWhatIsWrongAndWhatToDo(Bad bad) {
    TestClient http =
        bad.body() == null ? client.http() : client.http().with("Content-Type", bad.contentType());
    check(http.send(bad.method(), bad.path(), bad.body()), bad);
  }

  private static void check(TestClient.Answer answer, Bad bad) {
    answer.expect(bad.status());
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.at("type")).isEqualTo("urn:penstock:problem:" + bad.type());
    assertThat(answer.body().path("status").asInt()).isEqualTo(bad.status());
    assertThat(answer.at("title")).isNotBlank();
    assertThat(answer.at("detail")).isNotBlank();
    assertThat(answer.at("hint")).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception", "dev.penstock", "java.");
    if (bad.field() == null) {
      assertThat(answer.body().has("field")).as(answer.text()).isFalse();
    } else {
      assertThat(answer.at("field")).isEqualTo(bad.field());
    }
    if (bad.value() != null) {
      assertThat(answer.at("value")).isEqualTo(bad.value());
    }
    String said = answer.at("detail") + " " + answer.at("hint");
    assertThat(bad.words()).allSatisfy(word -> assertThat(said).contains(word));
  }

  @AfterEach
  void leavesNothingHalfMade() {
    assertThat(client.http().get("/v1/jobs").expect(200).body().path("items")).isEmpty();
    assertThat(client.http().get("/v1/holds").expect(200).body().path("items")).isEmpty();
    assertThat(client.http().get("/v1/balance").expect(200).at("availableYuan"))
        .isEqualTo("1000000.000000");
    for (String table :
        List.of(
            "queues.entry", "queues.dependency", "queues.allocation", "jobs.job", "jobs.attempt")) {
      long rows =
          access.system(
              () ->
                  jdbc.sql("SELECT count(*) FROM %s WHERE org_id = ?".formatted(table))
                      .param(client.tenant().orgId().value())
                      .query(Long.class)
                      .single());
      assertThat(rows).as(table).isZero();
    }
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    TestClient.Answer answer =
        client.http().post("/v1/jobs", json(BadFields.with("code", "x".repeat(33 << 20))));
    answer.expect(413);
    assertThat(answer.at("type")).endsWith(":too-large");
    assertThat(answer.at("field")).isEqualTo("body");
    assertThat(answer.at("hint")).contains("33554432 bytes");
  }

  @Test
  void keepsAnInputThatARefusedJobNamedFreeToBeDeleted() {
    String dataset = client.dataset("letters", "a.csv", "a,b");
    Map<String, Object> spec =
        JobClient.shell(
            "cpu.nano",
            "true",
            "inputs",
            List.of(
                Map.of("name", "good", "dataset", "letters"),
                Map.of("name", "bad", "dataset", "missing")));
    client.http().post("/v1/jobs", json(spec)).expect(404);
    client.http().delete("/v1/datasets/" + dataset).expect(204);
  }

  @Test
  void saysWhyATokenIsRefused() {
    TestClient.Answer made =
        client.http().post("/v1/keys", "{'name': 'old', 'expiresInDays': 1}").expect(201);
    access.runAsSystem(
        () ->
            jdbc.sql("UPDATE tenancy.api_key SET expires_at = created_at WHERE id = ?")
                .param(UUID.fromString(made.at("id")))
                .update());
    refused(centre.as(made.at("key")), "API key expired at");

    TestClient.Answer other = client.http().post("/v1/keys", "{'name': 'new'}").expect(201);
    centre.as(other.at("key")).get("/v1/jobs").expect(200);
    client.http().delete("/v1/keys/" + other.at("id")).expect(204);
    refused(centre.as(other.at("key")), "API key was revoked at");

    refused(centre.as("pk_" + "x".repeat(43)), "not one of this centre");
    refused(centre.anonymous(), "needs a token");
    refused(centre.anonymous().with("Authorization", "Basic eDp5"), "not of the form");
  }

  private static void refused(TestClient who, String why) {
    Bad bad =
        new Bad("", "", "", "", null, 401, "unauthenticated", "Authorization", null, List.of(why));
    TestClient.Answer answer = who.post("/v1/jobs", json(BadFields.with("name", "x")));
    check(answer, bad);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }
}
