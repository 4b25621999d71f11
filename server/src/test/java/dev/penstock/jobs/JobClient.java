package dev.penstock.jobs;

import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs jobs over HTTP as the owner of an organisation.
 *
 * @param tenant the organisation
 * @param http speaks as its owner
 */
record JobClient(TestCentre centre, TestCentre.Tenant tenant, TestClient http) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

  /** A new organisation with so many yuan. */
  static JobClient funded(TestCentre centre, String yuan) {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    JobClient client = new JobClient(centre, tenant, tenant.owner().with("Accept-Language", "en"));
    client.topUp(yuan);
    return client;
  }

  void topUp(String yuan) {
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            json(Map.of("amountYuan", yuan, "reference", "bank-" + System.nanoTime())))
        .expect(201);
  }

  /** A specification of a shell's line with what is given on top. */
  static Map<String, Object> shell(String flavour, String line, Object... more) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("name", "test");
    spec.put("runtime", "shell");
    spec.put("flavour", flavour);
    spec.put("wallTime", "10m");
    spec.put("command", List.of("sh", "-c", line));
    for (int i = 0; i < more.length; i += 2) {
      spec.put((String) more[i], more[i + 1]);
    }
    return spec;
  }

  /** The JSON in a form that the test client sends as it is. */
  static String json(Object value) {
    return JSON.writeValueAsString(value).replace("'", "\\u0027");
  }

  /** Submits a job; its id. */
  String submit(Map<String, Object> spec) {
    return http.post("/v1/jobs", json(spec)).expect(201).at("id");
  }

  /** Runs a job to its end. */
  JsonNode run(Map<String, Object> spec) {
    return ended(submit(spec));
  }

  JsonNode job(String id) {
    return http.get("/v1/jobs/" + id).expect(200).body();
  }

  JsonNode ended(String id) {
    return Await.seen(() -> job(id), job -> FINAL.contains(state(job)));
  }

  JsonNode inState(String id, String state) {
    return Await.seen(() -> job(id), job -> state(job).equals(state));
  }

  static String state(JsonNode job) {
    return job.path("state").asString();
  }

  static String attempt(JsonNode job, int index) {
    return job.path("attempts").path(index).path("id").asString();
  }

  static String cause(JsonNode job) {
    return job.path("result").path("cause").asString();
  }

  static String detail(JsonNode job) {
    return job.path("result").path("detail").asString();
  }

  String log(String id) {
    return http.with("Accept", "text/plain").get("/v1/jobs/%s/logs".formatted(id)).text();
  }

  /** Waits until the job has written this. */
  void awaitLog(String id, String text) {
    Await.seen(() -> log(id), log -> log.contains(text));
  }

  void cancel(String id) {
    http.post("/v1/jobs/%s/cancel".formatted(id)).expect(200);
  }

  /** Puts a text without single quotes into the store; what names it in a list of files. */
  Map<String, Object> upload(String path, String text) {
    String hash = sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    http.with("Upload-Offset", "0")
        .with("Upload-Length", String.valueOf(text.length()))
        .with("Content-Type", "application/octet-stream")
        .send("PATCH", "/v1/blobs/" + hash, text)
        .expect(204);
    return Map.of("path", path, "sha256", hash, "size", text.length());
  }

  /** A dataset's version 1 with one file; the dataset's id. */
  String dataset(String name, String path, String text) {
    String id = http.post("/v1/datasets", json(Map.of("name", name))).expect(201).at("id");
    http.post(
            "/v1/datasets/%s/versions".formatted(id),
            json(Map.of("files", List.of(upload(path, text)))))
        .expect(201);
    return id;
  }

  /** A code folder with one file; its tree's hash. */
  String code(String path, String text) {
    return http.post("/v1/snapshots", json(Map.of("files", List.of(upload(path, text)))))
        .expect(201)
        .at("tree");
  }

  /** The statement's lines of one resource, once its bill is complete. */
  List<JsonNode> bill(String resource) {
    Await.until(
        "the hold of %s is settled".formatted(resource),
        () -> !http.get("/v1/holds").expect(200).text().contains(resource));
    return http.get("/v1/statement")
        .expect(200)
        .body()
        .path("lines")
        .valueStream()
        .filter(line -> line.path("resource").asString().equals(resource))
        .toList();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
