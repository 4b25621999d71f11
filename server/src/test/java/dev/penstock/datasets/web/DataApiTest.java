package dev.penstock.datasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.datasets.Datasets;
import dev.penstock.models.DatasetVersionRef;
import dev.penstock.models.ModelVersion;
import dev.penstock.models.Models;
import dev.penstock.models.Registration;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class DataApiTest {
  @LocalServerPort private int port;
  @Autowired private TestCentre centre;
  @Autowired private Datasets datasets;
  @Autowired private Models models;
  @Autowired private Access access;

  private TestCentre.Tenant tenant;
  private DataClient client;

  @BeforeEach
  void joinsTheCentre() {
    tenant = centre.approvedOrganisation("enterprise");
    client = as(tenant);
  }

  @Test
  void takesAFolderFromTheUploadToTheDownload() throws Exception {
    byte[] bytes = random(100_000);
    String sha256 = DataClient.sha256(bytes);
    assertThat(client.head(sha256).statusCode()).isEqualTo(404);
    HttpResponse<String> first =
        client.patch(sha256, 0, bytes.length, Arrays.copyOf(bytes, 60_000));
    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(first.headers().firstValue("Upload-Offset")).contains("60000");
    assertThat(first.headers().firstValue("Upload-Complete")).contains("?0");

    HttpResponse<String> wrong = client.patch(sha256, 0, bytes.length, bytes);
    assertThat(wrong.statusCode()).isEqualTo(409);
    assertThat(wrong.headers().firstValue("Upload-Offset")).contains("60000");
    assertThat(DataClient.JSON.readTree(wrong.body()).path("hint").asString())
        .isEqualTo("go on from there");

    byte[] rest = Arrays.copyOfRange(bytes, 60_000, bytes.length);
    assertThat(
            client
                .patch(sha256, 60_000, bytes.length, rest)
                .headers()
                .firstValue("Upload-Complete"))
        .contains("?1");
    assertThat(client.head(sha256).statusCode()).isEqualTo(204);
    assertThat(client.head(sha256).headers().firstValue("Upload-Offset")).contains("100000");

    String dataset = client.create("digits");
    JsonNode version = client.addVersion(dataset, "图像/a \"1\".bin", bytes, 201);
    assertThat(version.path("version").asInt()).isEqualTo(1);
    assertThat(version.path("bytes").asLong()).isEqualTo(100_000);
    assertThat(client.addVersion(dataset, "图像/a \"1\".bin", bytes, 200)).isEqualTo(version);

    String file =
        "/v1/datasets/%s/versions/1/files/%s"
            .formatted(dataset, "%E5%9B%BE%E5%83%8F/a%20%221%22.bin");
    HttpResponse<byte[]> whole = client.download(file, "Accept", "*/*");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(bytes);
    assertThat(whole.headers().firstValue("Content-Length")).contains("100000");
    assertThat(whole.headers().firstValue("ETag")).contains("\"" + sha256 + "\"");
    assertThat(whole.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(whole.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment;")
        .doesNotContain("\"1\"");

    HttpResponse<byte[]> part = client.download(file, "Range", "bytes=10-19");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));
    assertThat(client.download(file, "If-None-Match", "\"" + sha256 + "\"").statusCode())
        .isEqualTo(304);
  }

  @Test
  void takesAnEmptyFile() throws Exception {
    byte[] none = {};
    assertThat(
            client
                .patch(DataClient.sha256(none), 0, 0, none)
                .headers()
                .firstValue("Upload-Complete"))
        .contains("?1");
    String dataset = client.create("empty");
    client.addVersion(dataset, "__init__.py", none, 201);
    HttpResponse<byte[]> empty =
        client.download(
            "/v1/datasets/" + dataset + "/versions/1/files/__init__.py", "Accept", "*/*");
    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).isEmpty();
  }

  @Test
  void makesASnapshotForAJob() throws Exception {
    FileRequest file = client.upload("train.py", "print(1)");
    JsonNode snapshot = client.post("/v1/snapshots", Map.of("files", List.of(file)), 201);
    assertThat(snapshot.path("tree").asString()).matches("[0-9a-f]{64}");
    assertThat(snapshot.path("bytes").asLong()).isEqualTo(8);
    assertThat(snapshot.path("files").asInt()).isEqualTo(1);
  }

  @Test
  void hidesEverythingFromAnotherTenant() throws Exception {
    byte[] secret = "known plain text".getBytes(UTF_8);
    FileRequest file = client.upload("secret", "known plain text");
    String dataset = client.create("digits");
    client.addVersion(dataset, "secret", secret, 201);

    client = as(centre.approvedOrganisation("enterprise"));
    assertThat(client.head(DataClient.sha256(secret)).statusCode()).isEqualTo(404);
    assertThat(
            client
                .post("/v1/snapshots", Map.of("files", List.of(file)), 422)
                .path("field")
                .asString())
        .isEqualTo("files[0].sha256");
    for (String path : List.of("", "/versions", "/versions/1", "/versions/1/files/secret")) {
      assertThat(client.get("/v1/datasets/" + dataset + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(client.delete("/v1/datasets/" + dataset).statusCode()).isEqualTo(404);
    assertThat(DataClient.JSON.readTree(client.get("/v1/datasets").body()).path("items")).isEmpty();
  }

  @Test
  void letsAViewerReadAndNothingMore() throws Exception {
    String dataset = client.create("digits");
    FileRequest file = client.upload("f", "text");
    TestClient viewer = centre.member(tenant, "viewer");
    viewer.get("/v1/datasets/" + dataset).expect(200);
    viewer.get("/v1/models").expect(200);
    viewer.post("/v1/datasets", "{'name': 'mine'}").expect(403);
    viewer.post("/v1/snapshots", "{'files': []}").expect(403);
    viewer.delete("/v1/datasets/" + dataset).expect(403);
    viewer
        .with("Upload-Offset", "0")
        .with("Upload-Length", "4")
        .send("PATCH", "/v1/blobs/" + file.sha256(), "text")
        .expect(403);
    centre.anonymous().get("/v1/datasets").expect(401);
  }

  @Test
  void namesTheFieldThatIsWrong() throws Exception {
    String dataset = client.create("digits");
    FileRequest fine = client.upload("fine", "fine");
    Map<String, Object> noSize = Map.of("path", "a", "sha256", DataClient.sha256(new byte[0]));
    assertThat(client.field("/v1/datasets", Map.of())).isEqualTo("name");
    assertThat(client.field("/v1/datasets", Map.of("name", "No!"))).isEqualTo("name");
    assertThat(client.field("/v1/datasets", Map.of("name", "a", "colour", "red")))
        .isEqualTo("colour");
    assertThat(client.field("/v1/snapshots", Map.of())).isEqualTo("files");
    assertThat(client.field("/v1/snapshots", Map.of("files", List.of(fine, noSize))))
        .isEqualTo("files[1].size");
    assertThat(
            client.field(
                "/v1/datasets/" + dataset + "/versions",
                Map.of("files", List.of(fine, new FileRequest("../x", fine.sha256(), 4L)))))
        .isEqualTo("files[1].path");
    assertThat(client.post("/v1/datasets", Map.of("name", "digits"), 409).path("value").asString())
        .isEqualTo("digits");
    assertThat(
            client
                .post("/v1/datasets", Map.of("name", "b", "project", "none"), 404)
                .path("value")
                .asString())
        .isEqualTo("none");
    HttpResponse<String> noOffset =
        client.send(
            client.request("/v1/blobs/" + fine.sha256()).method("PATCH", BodyPublishers.noBody()));
    assertThat(DataClient.JSON.readTree(noOffset.body()).path("field").asString())
        .isEqualTo("Upload-Offset");
    assertThat(client.patch("nonsense", 0, 1, new byte[1]).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesUploadsThatAreTooLargeOrDiffer() throws Exception {
    assertThat(client.patch(DataClient.sha256(new byte[1]), 0, 1L << 60, new byte[1]).statusCode())
        .isEqualTo(413);
    HttpResponse<String> differs = client.patch(DataClient.sha256(new byte[0]), 0, 1, new byte[1]);
    assertThat(differs.statusCode()).isEqualTo(422);
    assertThat(DataClient.JSON.readTree(differs.body()).path("type").asString())
        .isEqualTo("urn:penstock:problem:checksum-mismatch");
    assertThat(client.head(DataClient.sha256(new byte[0])).statusCode()).isEqualTo(404);
  }

  @Test
  void cutsOffABodyWhoseLengthIsNotTold() throws Exception {
    HttpResponse<String> answer =
        client.send(
            client
                .request("/v1/snapshots")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new BlankBody(34L << 20))));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(DataClient.JSON.readTree(answer.body()).path("field").asString()).isEqualTo("body");
  }

  @Test
  void deletesWhatNoJobUses() throws Exception {
    String dataset = client.create("digits");
    client.upload("f", "one");
    client.addVersion(dataset, "f", "one".getBytes(UTF_8), 201);
    JobId job = JobId.next();
    OrgId org = tenant.orgId();
    access.runAsTenant(
        org, () -> datasets.use(datasets.version(org, UUID.fromString(dataset), 1), job));
    HttpResponse<String> used = client.delete("/v1/datasets/" + dataset + "/versions/1");
    assertThat(used.statusCode()).isEqualTo(409);
    assertThat(DataClient.JSON.readTree(used.body()).path("detail").asString())
        .contains(job.toString());
    access.runAsTenant(org, () -> datasets.unuse(job));
    assertThat(client.delete("/v1/datasets/" + dataset + "/versions/1").statusCode())
        .isEqualTo(204);
    assertThat(client.delete("/v1/datasets/" + dataset).statusCode()).isEqualTo(204);
    assertThat(client.get("/v1/datasets/" + dataset).statusCode()).isEqualTo(404);
    assertThat(client.get("/v1/audit").body())
        .contains("dataset.created", "dataset-version.added")
        .contains("dataset-version.deleted", "dataset.deleted");
  }

  @Test
  void showsAModelWithItsLineage() throws Exception {
    FileRequest file = client.upload("model.onnx", "weights");
    String tree =
        client.post("/v1/snapshots", Map.of("files", List.of(file)), 201).path("tree").asString();
    JobId job = JobId.next();
    UUID dataset = UUID.randomUUID();
    ModelVersion made =
        models.register(
            new Registration(
                tenant.orgId(),
                tenant.projectId(),
                "digits",
                tree,
                job,
                "model",
                tree,
                List.of(new DatasetVersionRef(dataset, "digits", 3)),
                Map.of("accuracy", 0.97),
                PersonId.next()));
    String address = "/v1/models/" + made.model();
    JsonNode model =
        DataClient.JSON
            .readTree(client.get("/v1/models?project=default").body())
            .path("items")
            .get(0);
    assertThat(model.path("name").asString()).isEqualTo("digits");
    assertThat(model.path("latestVersion").asInt()).isEqualTo(1);
    assertThat(DataClient.JSON.readTree(client.get(address).body())).isEqualTo(model);
    JsonNode version = DataClient.JSON.readTree(client.get(address + "/versions/1").body());
    assertThat(version.path("job").asString()).isEqualTo(job.toString());
    assertThat(version.path("codeHash").asString()).isEqualTo(tree);
    assertThat(version.path("metrics").path("accuracy").asDouble()).isEqualTo(0.97);
    assertThat(version.path("datasets").get(0).path("id").asString()).isEqualTo(dataset.toString());
    assertThat(client.get(address + "/versions/1/files").body()).contains("model.onnx");
    assertThat(client.download(address + "/versions/1/files/model.onnx", "Accept", "*/*").body())
        .asString(UTF_8)
        .isEqualTo("weights");
    assertThat(client.get(address + "/versions/1/files/none").statusCode()).isEqualTo(404);
    assertThat(client.delete(address + "/versions/1").statusCode()).isEqualTo(204);
    assertThat(client.get(address + "/versions/1").statusCode()).isEqualTo(404);
  }

  private DataClient as(TestCentre.Tenant somebody) {
    return new DataClient(URI.create("http://127.0.0.1:" + port), somebody.key());
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
