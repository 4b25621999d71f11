package dev.penstock.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.MainRunner;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays, and what is said of when and where a job runs. */
final class ArrayCommandsTest {
  private static final String JOB = "0193a5a0-0000-7000-8000-000000000001";
  private static final String ARRAY =
      """
      {"id": "%s", "name": "sweep", "state": "RUNNING", "nodes": 1,
       "tasks": {"total": 30, "waiting": 20, "running": 4, "succeeded": 5, "failed": 1,
                 "cancelled": 0},
       "spec": {"after": [{"job": "0193-a"}, {"job": "0193-b"}]}}
      """
          .formatted(JOB);

  @TempDir Path folder;
  private FakeCentre centre;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    centre = new FakeCentre();
    terminal = new Terminal(centre.url(), folder.resolve("settings"));
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  private int run(String... arguments) {
    return MainRunner.run(terminal.world(), arguments);
  }

  @Test
  void showsHowTheTasksOfAnArrayAreDoing() {
    centre
        .on(
            "GET /v1/jobs",
            200,
            "{\"items\": [%s, {\"id\": \"2\", \"name\": \"one\"}]}".formatted(ARRAY))
        .on("GET /v1/jobs/" + JOB, 200, ARRAY);

    assertThat(run("job", "ls")).isZero();
    assertThat(terminal.out().lines().filter(it -> it.contains("sweep")))
        .singleElement()
        .asString()
        .contains(" 6/30");
    assertThat(run("job", "show", JOB)).isZero();
    assertThat(terminal.out())
        .contains("Of 30 tasks 20 wait, 4 run, 5 succeeded, 1 failed, 0 were cancelled.")
        .contains("0193-a, 0193-b");
  }

  @Test
  void listsTheTasksOfAState() {
    centre
        .on("GET /v1/jobs/" + JOB, 200, ARRAY)
        .on(
            "GET /v1/jobs/" + JOB + "/tasks",
            200,
            """
            {"items": [{"id": "0193-t", "arrayIndex": 17, "state": "FAILED",
              "result": {"cause": "FAILED", "detail": "exit code 7"}}],
             "counts": {"total": 30, "states": {"FAILED": 1}}}
            """);

    assertThat(run("job", "tasks", JOB, "--state", "FAILED")).isZero();
    assertThat(terminal.out()).contains("Of 30 tasks").contains("17").contains("exit code 7");
    assertThat(centre.seen("GET /v1/jobs/" + JOB + "/tasks").getFirst().path())
        .contains("state=FAILED");
    assertThat(run("job", "tasks", JOB, "--json")).isZero();
    assertThat(terminal.out()).contains("\"arrayIndex\" : 17");
  }

  @Test
  void sendsWhatTheFileSaysOfTimeAndPlace() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: sweep
            nodes: 4
            leastNodes: 2
            array: {tasks: 100, atOnce: 8}
            after: [{job: prepare, condition: any}]
            earliestStart: 2026-12-01T22:00:00+08:00
            deadline: 2026-12-02T08:00:00+08:00
            priceCeiling: "12.50"
            topology: same-switch
            nodeSelector: {zone: a}
            """);
    centre.on("POST /v1/jobs", 201, ARRAY);

    assertThat(run("job", "submit", file.toString())).isZero();
    assertThat(centre.seen("POST /v1/jobs").getFirst().body())
        .contains("\"leastNodes\":2")
        .contains("\"array\":{\"tasks\":100,\"atOnce\":8}")
        .contains("\"after\":[{\"job\":\"prepare\",\"condition\":\"any\"}]")
        .contains("\"earliestStart\":\"2026-12-01T22:00:00+08:00\"")
        .contains("\"priceCeiling\":\"12.50\"")
        .contains("\"topology\":\"same-switch\"")
        .contains("\"nodeSelector\":{\"zone\":\"a\"}");
  }
}
