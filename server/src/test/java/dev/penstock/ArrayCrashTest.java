package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.jobs.Milestones.Milestone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Kills the server in the middle of an array, and starts it again: each task still runs once. */
@Tag("slow")
class ArrayCrashTest {
  private static final int TASKS = 6;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path temp;

  private static Optional<ServerProcess> server = Optional.empty();

  private static ServerProcess restart(Optional<Milestone> haltAt) {
    server.filter(ServerProcess::isAlive).ifPresent(ServerProcess::kill);
    ServerProcess fresh = ServerProcess.fork(temp.resolve("data"), haltAt.orElse(null));
    server = Optional.of(fresh);
    return fresh;
  }

  @AfterAll
  static void stopsTheServerWithItsDatabase() {
    ServerProcess last = restart(Optional.empty());
    last.centre();
    last.stop();
  }

  private static String customer(TestCentre centre) {
    TestCentre.Tenant fresh = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(fresh.orgId()),
            "{'amountYuan': '10', 'reference': 'first'}")
        .expect(201);
    return fresh.key();
  }

  private static String array(String seconds) {
    return """
    {'name': 'sweep', 'runtime': 'shell', 'flavour': 'cpu.nano', 'wallTime': '5m', 'retries': 3,
     'array': {'tasks': %d, 'atOnce': 3},
     'command': 'echo task $PENSTOCK_ARRAY_INDEX; sleep %s'}
    """
        .formatted(TASKS, seconds);
  }

  private static JsonNode job(TestClient owner, String name) {
    JsonNode found =
        owner.get("/v1/jobs?q=" + name).expect(200).body().path("items").path(0).path("id");
    return owner.get("/v1/jobs/" + found.asString()).expect(200).body();
  }

  private static JsonNode ended(TestClient owner, String name) {
    return Await.value(
        () -> name + " ends: " + job(owner, name),
        () -> Optional.of(job(owner, name)).filter(job -> job.hasNonNull("endedAt")));
  }

  private static void assertEachRanOnce(TestClient owner) {
    JsonNode array = ended(owner, "sweep");
    assertThat(array.path("state").asString()).as(array.toString()).isEqualTo("SUCCEEDED");
    assertThat(array.path("tasks").path("succeeded").asInt()).isEqualTo(TASKS);
    List<JsonNode> tasks =
        owner
            .get("/v1/jobs/%s/tasks".formatted(array.path("id").asString()))
            .expect(200)
            .body()
            .path("items")
            .valueStream()
            .toList();
    assertThat(tasks).hasSize(TASKS);
    for (int i = 0; i < TASKS; i++) {
      assertThat(tasks.get(i).path("attempts")).hasSize(1);
      assertThat(
              owner
                  .with("Accept", "text/plain")
                  .get("/v1/jobs/%s/logs".formatted(tasks.get(i).path("id").asString()))
                  .text())
          .isEqualTo("task %d\n".formatted(i));
    }
    Await.until(
        () -> "the holds are settled: " + owner.get("/v1/holds").text(),
        () -> owner.get("/v1/holds").expect(200).body().path("items").isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"HELD", "ENDED"})
  void runsEachTaskOnceWhenLostAt(Milestone milestone) {
    ServerProcess crashing = restart(Optional.of(milestone));
    String key = customer(crashing.centre());
    try {
      crashing.centre().as(key).post("/v1/jobs", array("0.2")).expect(201);
    } catch (AssertionError e) {
      assertThat(e).as("it may die before it answers").hasCauseInstanceOf(IOException.class);
    }
    assertThat(crashing.exitCode()).isEqualTo(CrashingServer.KILLED);

    assertEachRanOnce(restart(Optional.empty()).centre().as(key));
  }

  @Test
  void startsWhatComesAfterAnArrayThatOutlivedTheServer() {
    ServerProcess doomed = restart(Optional.empty());
    String key = customer(doomed.centre());
    TestClient owner = doomed.centre().as(key);
    owner.post("/v1/jobs", array("2")).expect(201);
    owner
        .post(
            "/v1/jobs",
            """
            {'name': 'then', 'runtime': 'shell', 'flavour': 'cpu.nano', 'command': 'true',
             'after': [{'job': 'sweep'}]}
            """)
        .expect(201);
    Await.until(
        () -> "tasks run: " + job(owner, "sweep"),
        () -> job(owner, "sweep").path("tasks").path("running").asInt() > 0);
    doomed.kill();

    TestClient again = restart(Optional.empty()).centre().as(key);
    assertEachRanOnce(again);
    assertThat(ended(again, "then").path("state").asString()).isEqualTo("SUCCEEDED");
  }
}
