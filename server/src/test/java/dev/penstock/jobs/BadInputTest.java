package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.shared.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  private final JobClient client;
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  BadInputTest(@Autowired TestCentre centre) {
    this.client = JobClient.funded(centre, "1000000");
    client.dataset("digits", "a.csv", "1,2");
  }

  /**
   * A request that can't be granted, and what is said of it.
   *
   * @param field the field at fault; null where none is
   * @param value the value it had; null where it had none
   * @param words stand in detail or hint
   */
  record Bad(
      String name,
      String method,
      String path,
      String contentType,
      @Nullable String body,
      int status,
      String type,
      @Nullable String field,
      @Nullable String value,
      List<String> words) {
    static Bad text(String name, String contentType, String body, String type, String... words) {
      return new Bad(
          name, "POST", "/v1/jobs", contentType, body, 400, type, null, null, List.of(words));
    }

    static Bad spec(
        String name,
        Map<String, Object> spec,
        int status,
        String type,
        String field,
        @Nullable String value,
        String... words) {
      return new Bad(
          name, "POST", "/v1/jobs", JSON, json(spec), status, type, field, value, List.of(words));
    }

    static Bad address(
        String method,
        String path,
        int status,
        String type,
        @Nullable String field,
        @Nullable String value,
        String... words) {
      return new Bad(
          method + " " + path,
          method,
          path,
          JSON,
          null,
          status,
          type,
          field,
          value,
          List.of(words));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Map<String, Object> with(String field, Object value) {
    return JobClient.shell("cpu.nano", "echo never", field, value);
  }

  private static Map<String, Object> without(String field) {
    Map<String, Object> spec = new HashMap<>(JobClient.shell("cpu.nano", "echo never"));
    spec.remove(field);
    return spec;
  }

  static Stream<Bad> texts() {
    return Stream.of(
        Bad.text(
            "malformed JSON", JSON, "{'name': 'x',\n 'runtime' 'shell'}", "malformed", "line 2"),
        Bad.text("half a JSON text", JSON, "{'name': 'x'", "malformed", "not well formed"),
        Bad.text("no body", JSON, "", "malformed", "send"),
        Bad.text("malformed YAML", YAML, "name: \"x\nruntime: shell", "malformed", "line"),
        Bad.text("an empty YAML text", YAML, "", "malformed", "send"));
  }

  static Stream<Bad> fields() {
    return Stream.of(
        Bad.spec(
            "unknown field",
            with("flavor", "x"),
            400,
            "unknown-field",
            "flavor",
            null,
            "flavour",
            "wallTime"),
        Bad.spec(
            "unknown field inside",
            with("inputs", List.of(Map.of("name", "a", "dataset", "b", "size", 1))),
            400,
            "unknown-field",
            "inputs[0].size",
            null,
            "dataset",
            "model"),
        new Bad(
            "unknown field in YAML",
            "POST",
            "/v1/jobs",
            YAML,
            "name: x\nwalltime: 1h",
            400,
            "unknown-field",
            "walltime",
            null,
            List.of("wallTime")),
        Bad.spec(
            "a word for a number",
            with("nodes", "two"),
            400,
            "invalid-value",
            "nodes",
            "two",
            "whole number"),
        Bad.spec("a fraction of a node", with("nodes", 1.5), 400, "invalid-value", "nodes", "1.5"),
        Bad.spec(
            "an object for a name",
            with("name", Map.of()),
            400,
            "invalid-value",
            "name",
            null,
            "a text"),
        Bad.spec(
            "a list for an object",
            with("environment", List.of("A=b")),
            400,
            "invalid-value",
            "environment",
            null,
            "object"),
        Bad.spec(
            "a text for a list",
            with("inputs", "data"),
            400,
            "invalid-value",
            "inputs",
            null,
            "a list"),
        Bad.spec(
            "a text for an input",
            with("inputs", List.of("data")),
            400,
            "invalid-value",
            "inputs[0]",
            null,
            "an object"),
        Bad.spec(
            "unknown kind",
            with("kind", "dream"),
            400,
            "invalid-value",
            "kind",
            "dream",
            "training",
            "batch",
            "service"),
        Bad.spec(
            "unknown priority",
            with("priority", "urgent"),
            400,
            "invalid-value",
            "priority",
            "urgent",
            "low",
            "normal",
            "high"),
        Bad.spec("no name", without("name"), 400, "invalid-value", "name", null, "required"),
        Bad.spec("no command", without("command"), 400, "invalid-value", "command", null),
        Bad.spec(
            "bad name",
            with("name", "Mein Job!"),
            400,
            "invalid-value",
            "name",
            "Mein Job!",
            "a-z, 0-9 and -"),
        Bad.spec(
            "long name",
            with("name", "a".repeat(64)),
            400,
            "invalid-value",
            "name",
            "a".repeat(64),
            "1 to 63"),
        Bad.spec(
            "empty command",
            with("command", List.of()),
            400,
            "invalid-value",
            "command",
            "[]",
            "list of words"),
        Bad.spec(
            "unknown runtime",
            with("runtime", "cobol"),
            400,
            "invalid-value",
            "runtime",
            "cobol",
            "shell@1",
            "pytorch-cpu@1.13"),
        Bad.spec(
            "unknown flavour",
            with("flavour", "cpu.huge"),
            400,
            "invalid-value",
            "flavour",
            "cpu.huge",
            "cpu.nano",
            "cpu.small"),
        Bad.spec("no nodes", with("nodes", 0), 400, "invalid-value", "nodes", "0", "from 1 to"),
        Bad.spec(
            "too many retries",
            with("retries", 11),
            400,
            "invalid-value",
            "retries",
            "11",
            "from 0 to 10"),
        Bad.spec(
            "no duration",
            with("wallTime", "soon"),
            400,
            "invalid-value",
            "wallTime",
            "soon",
            "30m"),
        Bad.spec(
            "no time",
            with("wallTime", "0s"),
            400,
            "invalid-value",
            "wallTime",
            "0s",
            "more than zero"),
        Bad.spec(
            "too much time",
            with("wallTime", "31d"),
            400,
            "invalid-value",
            "wallTime",
            "31d",
            "30d"),
        Bad.spec(
            "an endless time",
            with("wallTime", "PT99999999999999999999H"),
            400,
            "invalid-value",
            "wallTime",
            "PT99999999999999999999H"),
        Bad.spec(
            "a service that ends",
            with("kind", "service"),
            400,
            "invalid-value",
            "wallTime",
            "PT10M",
            "leave it out"),
        Bad.spec(
            "our variable",
            with("environment", Map.of("PENSTOCK_JOB", "x")),
            400,
            "invalid-value",
            "environment",
            "PENSTOCK_JOB",
            "set by the centre"),
        Bad.spec(
            "an output twice",
            with("outputs", List.of(Map.of("name", "a"), Map.of("name", "a"))),
            400,
            "invalid-value",
            "outputs[1].name",
            "a",
            "another name"),
        Bad.spec(
            "an input of nothing",
            with("inputs", List.of(Map.of("name", "a"))),
            400,
            "invalid-value",
            "inputs[0]",
            "a",
            "dataset or model"));
  }

  static Stream<Bad> references() {
    String hash = "0".repeat(64);
    return Stream.of(
        Bad.spec(
            "missing project",
            with("project", "moon"),
            404,
            "not-found",
            "project",
            "moon",
            "list"),
        Bad.spec(
            "missing dataset",
            with("inputs", List.of(Map.of("name", "data", "dataset", "digitz"))),
            404,
            "not-found",
            "inputs[0].dataset",
            "digitz",
            "digits"),
        Bad.spec(
            "missing version",
            with("inputs", List.of(Map.of("name", "data", "dataset", "digits@7"))),
            404,
            "not-found",
            "inputs[0].dataset",
            "digits@7",
            "1"),
        Bad.spec(
            "missing model",
            with("inputs", List.of(Map.of("name", "m", "model", "nobody"))),
            404,
            "not-found",
            "inputs[0].model",
            "nobody"),
        Bad.spec(
            "missing code",
            with("code", hash),
            400,
            "invalid-value",
            "code",
            hash,
            "/v1/snapshots"),
        Bad.spec(
            "code that is no hash",
            with("code", "./"),
            400,
            "invalid-value",
            "code",
            "./",
            "/v1/snapshots"),
        Bad.spec(
            "too many nodes", with("nodes", 5000), 422, "never-fits", "nodes", "5000", "at most 1"),
        Bad.spec(
            "cards that are not here",
            with("flavour", "ascend.910b.8"),
            422,
            "never-fits",
            "flavour",
            "ascend.910b.8",
            "cpu.nano",
            "cpu.small"),
        Bad.spec(
            "a program in the command",
            with("command", "x".repeat(70_000)),
            413,
            "too-large",
            "command",
            "70009 characters",
            "script"));
  }

  static Stream<Bad> addresses() {
    String id = UUID.randomUUID().toString();
    return Stream.of(
        Bad.address("GET", "/v1/jobs?cursor=%21", 400, "invalid-value", "cursor", "!", "next"),
        Bad.address("GET", "/v1/jobs?limit=0", 400, "invalid-value", "limit", "0", "1 and 500"),
        Bad.address("GET", "/v1/jobs?limit=501", 400, "invalid-value", "limit", "501", "1 and 500"),
        Bad.address(
            "GET", "/v1/jobs?limit=ten", 400, "invalid-value", "limit", "ten", "whole number"),
        Bad.address(
            "GET",
            "/v1/jobs?state=LOST",
            400,
            "invalid-value",
            "state",
            "LOST",
            "queued",
            "failed"),
        Bad.address("GET", "/v1/jobs/" + id, 404, "not-found", "job", id, "spelling"),
        Bad.address("GET", "/v1/jobs/1", 404, "not-found", "job", "1", "spelling"),
        Bad.address("GET", "/v1/jobs/%s/outputs/x/y".formatted(id), 404, "not-found", "job", id),
        Bad.address("POST", "/v1/jobs/%s/cancel".formatted(id), 404, "not-found", "job", id),
        Bad.address("GET", "/v1/jobz", 404, "no-such-address", null, null, "/v1/openapi"),
        Bad.address("DELETE", "/v1/jobs", 405, "http-405", null, null, "/v1/openapi"),
        new Bad(
            "another content type",
            "POST",
            "/v1/jobs",
            "text/csv",
            "a,b",
            415,
            "http-415",
            null,
            null,
            List.of("/v1/openapi")),
        new Bad(
            "a used project",
            "POST",
            "/v1/projects",
            JSON,
            "{'name': 'default'}",
            409,
            "conflict",
            "name",
            "default",
            List.of("another name")),
        new Bad(
            "a used dataset",
            "POST",
            "/v1/datasets",
            JSON,
            "{'name': 'digits'}",
            409,
            "conflict",
            "name",
            "digits",
            List.of("another name")));
  }

  @ParameterizedTest
  @MethodSource({"texts", "fields", "references", "addresses"})
  void saysWhatIsWrongAndWhatToDo(Bad bad) {
    TestClient http =
        bad.body == null ? client.http() : client.http().with("Content-Type", bad.contentType);
    check(http.send(bad.method, bad.path, bad.body), bad);
  }

  private static void check(TestClient.Answer answer, Bad bad) {
    answer.expect(bad.status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.at("type")).isEqualTo("urn:penstock:problem:" + bad.type);
    assertThat(answer.body().path("status").asInt()).isEqualTo(bad.status);
    assertThat(answer.at("title")).isNotBlank();
    assertThat(answer.at("detail")).isNotBlank();
    assertThat(answer.at("hint")).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception", "dev.penstock", "java.");
    if (bad.field == null) {
      assertThat(answer.body().has("field")).as(answer.text()).isFalse();
    } else {
      assertThat(answer.at("field")).isEqualTo(bad.field);
    }
    if (bad.value != null) {
      assertThat(answer.at("value")).isEqualTo(bad.value);
    }
    String said = answer.at("detail") + " " + answer.at("hint");
    assertThat(bad.words).allSatisfy(word -> assertThat(said).contains(word));
  }

  @AfterEach
  void leavesNothingHalfMade() {
    assertThat(client.http().get("/v1/jobs").expect(200).body().path("items")).isEmpty();
    assertThat(client.http().get("/v1/holds").expect(200).body().path("items")).isEmpty();
    assertThat(client.http().get("/v1/balance").expect(200).at("availableYuan"))
        .isEqualTo("1000000.000000");
    for (String table : List.of("queues.entry", "queues.allocation", "jobs.job", "jobs.attempt")) {
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
        client.http().post("/v1/jobs", json(with("code", "x".repeat(33 << 20))));
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
    TestClient.Answer answer = who.post("/v1/jobs", json(with("name", "x")));
    check(answer, bad);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }
}
