package dev.penstock;

import dev.penstock.TestCentre.Tenant;
import java.nio.charset.StandardCharsets;
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
final class TenantWorld {
  private static final Map<Tenant, TenantWorld> WORLDS = new ConcurrentHashMap<>();
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String CONTENT = "hello";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Tenant tenant;
  private final String dataset;
  private final JsonNode job;
  private final String line;

  private TenantWorld(TestCentre centre, Tenant tenant) {
    this.tenant = tenant;
    centre
        .operator()
        .post(
            "/v1/operator/organisations/" + tenant.orgId() + "/top-ups",
            "{'amountYuan': '10.00', 'reference': 'world'}");
    upload();
    this.dataset = newDataset("world");
    String id = submit("echo hello > $PENSTOCK_OUTPUT_MODEL/model.txt; echo said");
    // ends when the job does
    tenant.owner().get("/v1/jobs/" + id + "/events").expect(200);
    this.job = tenant.owner().get("/v1/jobs/" + id).expect(200).body();
    this.line = firstLine();
  }

  static TenantWorld of(TestCentre centre, Tenant tenant) {
    return WORLDS.computeIfAbsent(tenant, it -> new TenantWorld(centre, it));
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
    return tenant
        .owner()
        .post(
            "/v1/jobs",
            """
            {'name': 'world', 'runtime': 'shell', 'flavour': 'cpu.nano', 'command': '%s',
             'outputs': [{'name': 'model', 'model': 'world'}], 'wallTime': '5m'}
            """
                .formatted(command))
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

  String dataset() {
    return dataset;
  }

  /** A dataset that nothing uses. */
  String spareDataset() {
    return newDataset("spare-" + COUNT.incrementAndGet());
  }

  String job() {
    return job.path("id").asString();
  }

  /** A job that goes on until it is stopped. */
  String runningJob() {
    return submit("exec sleep 200");
  }

  String model() {
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

  String line() {
    return line;
  }
}
