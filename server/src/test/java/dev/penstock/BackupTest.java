package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A machine that loses its database and its store, while its jobs run on. */
@Tag("slow")
final class BackupTest {
  private static final String WAITING =
      """
      {'name': 'patient', 'kind': 'training', 'runtime': 'shell', 'flavour': 'cpu.nano',
       'outputs': [{'name': 'kept'}],
       'command': 'echo hello > $PENSTOCK_OUTPUT_KEPT/word; touch $PENSTOCK_CHECKPOINT/runs;
         until [ -e $PENSTOCK_CHECKPOINT/go ]; do sleep 0.1; done'}
      """
          .replaceAll("\\s+", " ");

  private static final String QUICK =
      WAITING.replace("until [ -e $PENSTOCK_CHECKPOINT/go ]", "until true");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path temp;

  @Test
  void allThatWasCommittedIsThereAgainAndAgreesWithTheEngine() throws IOException {
    ServerProcess server = ServerProcess.fork(data(), null);
    TestCentre centre = server.centre();
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '10', 'reference': 'first'}")
        .expect(201);
    TestClient before = tenant.owner();
    String done = submit(before, QUICK);
    awaitState(before, done, "SUCCEEDED");
    Await.until(
        () -> "it is paid for", () -> before.get("/v1/holds").body().path("items").isEmpty());
    String balance = before.get("/v1/balance").expect(200).at("balanceYuan");
    String usage = before.get("/v1/usage").expect(200).body().path("items").toString();
    String gone = submit(before, WAITING);
    awaitRuns(gone);
    awaitState(before, gone, "RUNNING");

    assertThat(command("backup", "--to", backup().toString(), "--data-folder", data().toString()))
        .startsWith("0 Backed up");

    go(gone);
    awaitState(before, gone, "SUCCEEDED");
    String unknown = submit(before, WAITING);
    awaitRuns(unknown);
    server.stop();
    loseAllButTheEngine();
    assertThat(command("restore", "--from", backup().toString(), "--into", data().toString()))
        .startsWith("0 Restored");

    ServerProcess again = ServerProcess.fork(data(), null);
    TestClient after = again.centre().as(tenant.key());
    assertThat(after.get("/v1/jobs/" + done).expect(200).at("state")).isEqualTo("SUCCEEDED");
    assertThat(after.get("/v1/jobs/%s/outputs/kept/word".formatted(done)).expect(200).text())
        .isEqualTo("hello\n");
    assertThat(after.get("/v1/usage").expect(200).body().path("items").toString()).isEqualTo(usage);
    assertThat(after.get("/v1/balance").expect(200).at("balanceYuan")).isEqualTo(balance);
    assertThat(after.get("/v1/jobs/" + unknown).status()).isEqualTo(404);
    Await.until(
        () -> "the engine ends what the database does not know: " + attempts(),
        () -> attempts().stream().noneMatch(folder -> folder.contains(unknown)));
    assertLostAndNotCharged(after, gone, balance);
    go(gone);
    awaitState(after, gone, "SUCCEEDED");
    JsonNode ledger =
        again.centre().operator().get("/v1/operator/ledger?check=true").expect(200).body();
    assertThat(ledger.path("sumYuan").asString()).isEqualTo("0.000000");
    assertThat(ledger.path("differences")).isEmpty();
    again.stop();
  }

  /** What had ended since, the engine knows no more: it is tried again at the centre's cost. */
  private static void assertLostAndNotCharged(TestClient owner, String job, String balance) {
    JsonNode lost =
        Await.value(
            () -> "it is lost: " + owner.get("/v1/jobs/" + job).text(),
            () ->
                Optional.of(
                        owner.get("/v1/jobs/" + job).expect(200).body().path("attempts").path(0))
                    .filter(attempt -> attempt.path("cause").asString("").equals("LOST")));
    assertThat(lost.path("blame").asString()).isEqualTo("PLATFORM");
    assertThat(owner.get("/v1/balance").expect(200).at("balanceYuan")).isEqualTo(balance);
    for (JsonNode record : owner.get("/v1/usage").expect(200).body().path("items")) {
      if (record.path("jobId").asString().equals(job)) {
        assertThat(record.path("quantity").asString()).isEqualTo("0");
      }
    }
  }

  @Test
  void aBackupThatWasChangedIsNotRestored() throws IOException {
    ServerProcess server = ServerProcess.fork(data(), null);
    server.centre();
    assertThat(command("backup", "--to", backup().toString(), "--data-folder", data().toString()))
        .startsWith("0 ");
    assertThat(command("backup", "--to", backup().toString(), "--data-folder", data().toString()))
        .startsWith("1 --to is");
    server.stop();
    Path changed = backup().resolve("secrets/seal");
    Files.writeString(changed, "other");
    assertThat(
            command("restore", "--from", backup().toString(), "--into", "" + temp.resolve("new")))
        .startsWith("1 ")
        .contains("secrets/seal is not as it was when the backup was taken");
    assertThat(command("restore", "--from", backup().toString(), "--into", data().toString()))
        .contains("has a folder \"database\" already");
  }

  private Path data() {
    return temp.resolve("data");
  }

  private Path backup() {
    return temp.resolve("backup");
  }

  /** What the command ended with, and what it said. */
  private static String command(String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return AdminCommands.run(args, Clock.systemUTC(), out, out)
        + " "
        + said.toString(StandardCharsets.UTF_8);
  }

  private static String submit(TestClient owner, String spec) {
    return owner.post("/v1/jobs", spec).expect(201).at("id");
  }

  private static void awaitState(TestClient owner, String job, String state) {
    Await.until(
        () -> "the job is " + state + ": " + owner.get("/v1/jobs/" + job).text(),
        () -> owner.get("/v1/jobs/" + job).expect(200).at("state").equals(state));
  }

  private Path checkpoints(String job) {
    return data().resolve("jobs/checkpoints").resolve(job);
  }

  private void awaitRuns(String job) {
    Await.until(() -> "the job runs", () -> Files.exists(checkpoints(job).resolve("runs")));
  }

  private void go(String job) throws IOException {
    Files.createFile(checkpoints(job).resolve("go"));
  }

  /** The database, the store, the secrets and what jobs have written are gone. */
  private void loseAllButTheEngine() throws IOException {
    for (String part : List.of("database", "store", "jobs", "secrets")) {
      try (Stream<Path> all = Files.walk(data().resolve(part))) {
        all.sorted(Comparator.reverseOrder()).forEach(BackupTest::delete);
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the engine keeps of each attempt that it has. */
  private List<String> attempts() {
    try (Stream<Path> folders = Files.list(data().resolve("local/attempts"))) {
      return folders.map(folder -> folder + " " + order(folder)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String order(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return text.toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
