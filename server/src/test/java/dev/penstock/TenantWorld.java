package dev.penstock;

import dev.penstock.TestCentre.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Something of everything that a tenant may have, made when it is first asked for. */
public final class TenantWorld {
  private static final Map<Tenant, TenantWorld> WORLDS = new ConcurrentHashMap<>();
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String ENDPOINT = "linear";
  private static final String CONTENT = "hello";

  /** A model of one layer, three numbers in and two out. */
  private static final String LINEAR =
      "CAcSB3B5dG9yY2gaBjEuMTMuMDrSAQpRCgF4CgZ3ZWlnaHQKBGJpYXMSAXkaBS9HZW1tIgRH"
          + "ZW1tKg8KBWFscGhhFQAAgD+gAQEqDgoEYmV0YRUAAIA/oAEBKg0KBnRyYW5zQhgBoAECEgl0"
          + "b3JjaF9qaXQqKAgCCAMQAUIGd2VpZ2h0ShgAAIA/AAAAQAAAQEAAAAA/AAAAAAAAAL8qFAgC"
          + "EAFCBGJpYXNKCAAAIEEAAIA+WhgKAXgSEwoRCAESDQoHEgViYXRjaAoCCANiGAoBeRITChEI"
          + "ARINCgcSBWJhdGNoCgIIAkICEA0=";

  private static final String WRITE_MODEL =
      "echo " + LINEAR + " | base64 -d > $PENSTOCK_OUTPUT_MODEL/model.onnx";
  static final String CALL =
      "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [1, 3], 'data': [1, 2, 3]}]}";
  static final String RUN = "{'file': 'empty.ipynb', 'wallTime': '5m'}";
  private static final String EMPTY_NOTEBOOK =
      "{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 4}";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Tenant tenant;
  private final TestCentre centre;
  private final String dataset;
  private final JsonNode job;
  private final String line;
  private String endpoint = "";

  private TenantWorld(TestCentre centre, Tenant tenant) {
    this.tenant = tenant;
    this.centre = centre;
    centre
        .operator()
        .post(
            "/v1/operator/organisations/" + tenant.orgId() + "/top-ups",
            "{'amountYuan': '10.00', 'reference': 'world'}");
    upload();
    this.dataset = newDataset("world");
    String id = submit(WRITE_MODEL + "; echo said");
    // ends when the job does
    tenant.owner().get("/v1/jobs/" + id + "/events").expect(200);
    this.job = tenant.owner().get("/v1/jobs/" + id).expect(200).body();
    this.line = firstLine();
  }

  public static TenantWorld of(TestCentre centre, Tenant tenant) {
    return WORLDS.computeIfAbsent(tenant, it -> new TenantWorld(centre, it));
  }

  /** Takes down what holds a part of the machine, so that other tests find it free. */
  public static void tidy() {
    WORLDS.values().forEach(TenantWorld::takeEndpointDown);
    WORLDS.values().forEach(TenantWorld::stopNotebooks);
    WORLDS.values().forEach(TenantWorld::endJobs);
  }

  private void endJobs() {
    JsonNode jobs = tenant.owner().get("/v1/jobs?limit=500").expect(200).body().path("items");
    for (JsonNode each : jobs) {
      if (!each.has("endedAt")) {
        String id = each.path("id").asString();
        // one that ends by itself meanwhile, or is on its way to, can't be cancelled
        tenant.owner().post("/v1/jobs/" + id + "/cancel");
        tenant.owner().get("/v1/jobs/" + id + "/events").expect(200);
      }
    }
  }

  private void stopNotebooks() {
    for (JsonNode notebook : tenant.owner().get("/v1/notebooks").expect(200).body().path("items")) {
      String id = notebook.path("id").asString();
      tenant.owner().post("/v1/notebooks/" + id + "/stop").expect(200);
      awaitNotebook(id, "STOPPED");
    }
  }

  private synchronized void takeEndpointDown() {
    if (!endpoint.isEmpty()) {
      String job = tenant.owner().delete("/v1/endpoints/" + endpoint).expect(200).at("jobId");
      tenant.owner().get("/v1/jobs/" + job + "/events").expect(200);
      endpoint = "";
    }
  }

  static String sha256() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(CONTENT.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void upload() {
    tenant
        .owner()
        .with("Content-Type", "application/octet-stream")
        .with("Upload-Offset", "0")
        .with("Upload-Length", String.valueOf(CONTENT.length()))
        .send("PATCH", "/v1/blobs/" + sha256(), CONTENT)
        .expect(204);
  }

  private String newDataset(String name) {
    String id = tenant.owner().post("/v1/datasets", "{'name': '%s'}".formatted(name)).at("id");
    tenant
        .owner()
        .post(
            "/v1/datasets/" + id + "/versions",
            "{'files': [{'path': 'a/b.txt', 'sha256': '%s', 'size': %d}]}"
                .formatted(sha256(), CONTENT.length()))
        .expect(201);
    return id;
  }

  private String submit(String command) {
    return submit(command, "");
  }

  private String submit(String command, String more) {
    return tenant
        .owner()
        .post(
            "/v1/jobs",
            """
            {'name': 'world', 'runtime': 'shell', 'flavour': 'cpu.nano', 'command': '%s',
             'outputs': [{'name': 'model', 'model': 'world'}], %s 'wallTime': '5m'}
            """
                .formatted(command, more))
        .expect(201)
        .at("id");
  }

  private String firstLine() {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode lines = tenant.owner().get("/v1/statement").expect(200).body().path("lines");
      if (!lines.isEmpty()) {
        return lines.path(0).path("id").asString();
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("the job is not billed");
  }

  public String dataset() {
    return dataset;
  }

  /** A dataset that nothing uses. */
  String spareDataset() {
    return newDataset("spare-" + COUNT.incrementAndGet());
  }

  public String job() {
    return job.path("id").asString();
  }

  /** A job that goes on until it is stopped. */
  String runningJob() {
    return submit("exec sleep 200");
  }

  /** A job of two tasks, of which one waits as long as the other runs. */
  String array() {
    return submit(
        "echo x > $PENSTOCK_OUTPUT_MODEL/model.txt", "'array': {'tasks': 2, 'atOnce': 1},");
  }

  public String model() {
    return job.path("outputs").path(0).path("modelId").asString();
  }

  /** A model's version that nothing uses. */
  List<Object> spareModelVersion() {
    String id = submit("echo again > $PENSTOCK_OUTPUT_MODEL/model.txt");
    tenant.owner().get("/v1/jobs/" + id + "/events").expect(200);
    JsonNode output =
        tenant.owner().get("/v1/jobs/" + id).expect(200).body().path("outputs").path(0);
    return List.of(output.path("modelId").asString(), output.path("modelVersion").asString());
  }

  /** An endpoint that nobody needs. */
  String spareEndpoint() {
    return newEndpoint("spare-" + COUNT.incrementAndGet(), "cpu.nano");
  }

  /** An endpoint that answers; its id. */
  public synchronized String endpoint() {
    if (endpoint.isEmpty()) {
      endpoint = newEndpoint(ENDPOINT, "cpu.small");
      long deadline = System.nanoTime() + LONGEST.toNanos();
      String state = "";
      while (!state.equals("READY")) {
        JsonNode view = tenant.owner().get("/v1/endpoints/" + endpoint).expect(200).body();
        state = view.path("state").asString();
        if (state.equals("FAILED") || System.nanoTime() > deadline) {
          throw new AssertionError("the endpoint does not get ready: " + view);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
    return endpoint;
  }

  /** The name by which the endpoint is called. */
  String endpointName() {
    endpoint();
    return ENDPOINT;
  }

  private String newEndpoint(String name, String flavour) {
    return tenant
        .owner()
        .post(
            "/v1/endpoints",
            "{'name': '%s', 'model': 'world@1', 'flavour': '%s'}".formatted(name, flavour))
        .expect(201)
        .at("id");
  }

  /** A notebook that has never run, with a file in its folder. */
  String spareNotebook() {
    String id =
        tenant
            .owner()
            .post(
                "/v1/notebooks",
                "{'name': 'spare-%d', 'flavour': 'cpu.nano'}".formatted(COUNT.incrementAndGet()))
            .expect(201)
            .at("id");
    try {
      Files.writeString(centre.notebookFolder(id).resolve("empty.ipynb"), EMPTY_NOTEBOOK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  /** A notebook that is ready. */
  String notebook() {
    String id = spareNotebook();
    tenant.owner().post("/v1/notebooks/" + id + "/start").expect(200);
    awaitNotebook(id, "READY");
    return id;
  }

  private void awaitNotebook(String id, String state) {
    Await.until(
        () -> "notebook " + state,
        () -> tenant.owner().get("/v1/notebooks/" + id).expect(200).at("state").equals(state));
  }

  String line() {
    return line;
  }
}
