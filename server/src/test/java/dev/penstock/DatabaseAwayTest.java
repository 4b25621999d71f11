package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server whose PostgreSQL goes away while a job runs, and comes back. */
@Tag("slow")
final class DatabaseAwayTest {
  private static final Duration A_FEW_SECONDS = Duration.ofSeconds(8);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path temp;

  private static TestDatabase database;
  private static ServerProcess server;

  @BeforeAll
  static void starts() {
    database = TestDatabase.start(temp.resolve("postgres"));
    server = ServerProcess.fork(temp.resolve("data"), null, database.options());
  }

  @AfterAll
  static void stops() {
    server.stop();
    database.close();
  }

  /** Notes that it runs, waits for a word, and notes that it went on. */
  private static final String WAITING =
      """
      {'name': 'patient', 'kind': 'training', 'runtime': 'shell', 'flavour': 'cpu.nano',
       'command': 'touch $PENSTOCK_CHECKPOINT/runs;
         until [ -e $PENSTOCK_CHECKPOINT/go ]; do sleep 0.1; done;
         touch $PENSTOCK_CHECKPOINT/went; echo went on'}
      """
          .replaceAll("\\s+", " ");

  @Test
  void aJobRunsToItsEndWhileTheDatabaseIsAwayAndNothingIsLost() throws IOException {
    TestCentre centre = server.centre();
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '10', 'reference': 'first'}")
        .expect(201);
    TestClient owner = tenant.owner();
    String job = owner.post("/v1/jobs", WAITING).expect(201).at("id");
    Path checkpoints = temp.resolve("data/jobs/checkpoints").resolve(job);
    Await.until(() -> "the job runs", () -> Files.exists(checkpoints.resolve("runs")));
    Await.until(
        () -> "its start is known",
        () -> owner.get("/v1/jobs/" + job).at("state").equals("RUNNING"));
    assertThat(centre.anonymous().get("/actuator/health").status()).isEqualTo(200);

    database.goAway();
    assertSaysSo(owner.get("/v1/jobs/" + job));
    assertSaysSo(owner.with("Idempotency-Key", "lost").post("/v1/jobs", WAITING));
    assertSaysSo(
        centre.anonymous().post("/v1/sessions", "{'email': 'a@example.cn', 'password': 'x'}"));
    assertThat(centre.anonymous().get("/actuator/health").status()).isEqualTo(503);
    assertThat(centre.anonymous().get("/actuator/health/liveness").status()).isEqualTo(200);
    Files.createFile(checkpoints.resolve("go"));
    Await.until(() -> "the job goes on", () -> Files.exists(checkpoints.resolve("went")));

    database.comeBack();
    JsonNode ended = awaitEnd(owner, job);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
    assertThat(ended.path("attempts")).hasSize(1);
    assertThat(centre.anonymous().get("/actuator/health").status()).isEqualTo(200);
    Await.until(
        () -> "it is paid for: " + owner.get("/v1/balance").text(),
        () -> !owner.get("/v1/balance").expect(200).at("balanceYuan").equals("10.000000"));
    // the same server decides and starts again
    String next =
        owner
            .with("Idempotency-Key", "lost")
            .post("/v1/jobs", WAITING.replace("until [ -e $PENSTOCK_CHECKPOINT/go ]", "until true"))
            .expect(201)
            .at("id");
    assertThat(awaitEnd(owner, next).path("state").asString()).isEqualTo("SUCCEEDED");
  }

  private static void assertSaysSo(TestClient.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.at("type")).contains("unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.took()).isLessThan(A_FEW_SECONDS);
  }

  private static JsonNode awaitEnd(TestClient owner, String job) {
    return Await.value(
        () -> "the job ends: " + owner.get("/v1/jobs/" + job).text(),
        () ->
            Optional.of(owner.get("/v1/jobs/" + job))
                .filter(answer -> answer.status() == 200)
                .map(TestClient.Answer::body)
                .filter(body -> body.hasNonNull("endedAt")));
  }
}
