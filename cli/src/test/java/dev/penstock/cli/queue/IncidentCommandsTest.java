package dev.penstock.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.MainRunner;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults, engines and drains, as an operator at a terminal sees them. */
final class IncidentCommandsTest {
  private static final String INCIDENT =
      """
      {"id": "i-1", "kind": "card", "engine": "slurm", "node": "n-7", "card": 3,
       "severity": "critical", "state": "faulty", "said": "SeparateNPU", "faults": 1,
       "beganAt": "2026-11-25T04:00:00Z",
       "losses": {"attempts": 1, "cardSeconds": 3600, "notChargedYuan": "6.000000"}}
      """;
  private static final String STORY =
      """
      {"incident": %s,
       "events": [{"at": "2026-11-25T04:00:00Z", "happened": "opened", "said": "SeparateNPU"}],
       "hits": [{"organisation": "o-1", "organisationName": "Institute of Seas", "job": "j-1",
                 "jobName": "waves", "cause": "CARD_FAULT", "at": "2026-11-25T04:00:09Z",
                 "cardSeconds": 3600, "notChargedYuan": "6.000000"}]}
      """
          .formatted(INCIDENT);

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
  void listsTheIncidentsThatAreNotOver() {
    centre.on("GET /v1/incidents", 200, "{\"items\": [%s]}".formatted(INCIDENT));
    assertThat(run("incident", "ls", "--severity", "critical")).isZero();
    assertThat(terminal.out()).contains("i-1", "n-7", "SeparateNPU", "critical");
  }

  @Test
  void tellsAnIncidentsStory() {
    centre.on("GET /v1/incidents/i-1", 200, STORY);
    assertThat(run("incident", "show", "i-1")).isZero();
    assertThat(terminal.out()).contains("SeparateNPU", "Institute of Seas", "waves", "CARD_FAULT");
  }

  @Test
  void clearsAnIncidentWithANote() {
    centre.on("POST /v1/incidents/i-1/clear", 200, STORY);
    assertThat(run("incident", "clear", "i-1")).isNotZero();
    assertThat(run("incident", "clear", "i-1", "--note", "new card")).isZero();
    assertThat(Json.MAPPER.readTree(centre.seen("POST /v1/incidents/i-1/clear").getLast().body()))
        .isEqualTo(Json.MAPPER.readTree("{\"note\": \"new card\"}"));
  }

  @Test
  void listsTheEngines() {
    centre.on(
        "GET /v1/engines",
        200,
        """
        {"items": [{"name": "slurm", "kind": "slurm", "reachable": false, "nodes": 4,
                    "since": "2026-11-25T04:00:00Z", "error": "connection refused",
                    "runningAttempts": 12}]}
        """);
    assertThat(run("engine", "ls")).isZero();
    assertThat(terminal.out()).contains("slurm", "connection refused", "12");
  }

  @Test
  void comparesEnginesRecordsWithTheMetering() {
    centre.on(
        "GET /v1/engines/comparison",
        200,
        """
        {"engines": [
          {"name": "slurm", "keepsRecords": true, "equal": 7, "waived": 2, "open": 1,
           "differing": 1, "differences": [
             {"kind": "other-cards", "attempt": "a-1", "organisationName": "Institute of Seas",
              "ours": {"startedAt": "2026-11-25T04:00:00Z", "milliCards": 7500},
              "theirs": [{"reference": "42", "startedAt": "2026-11-25T04:00:00Z", "cards": 8}]}]},
          {"name": "kube", "error": "connection refused", "differences": []},
          {"name": "local", "keepsRecords": false, "differences": []}]}
        """);
    assertThat(run("engine", "compare", "--from", "2026-11-24T00:00:00Z", "--for", "24h")).isZero();
    assertThat(centre.seen("GET /v1/engines/comparison").getLast().path())
        .contains("from=2026-11-24T00", "to=2026-11-25T00");
    assertThat(terminal.out())
        .contains(
            "slurm: 7 attempts are equal (2 of them with time that is not charged), 1 are open, 1"
                + " differ.",
            "kube can't be asked now: connection refused",
            "local keeps no records of its own.",
            "other cards")
        .containsPattern("a-1 +Institute of Seas +42 .* 7\\.5 +8\\b");
    assertThat(run("engine", "compare", "slurm")).isZero();
    assertThat(centre.seen("GET /v1/engines/comparison").getLast().path()).contains("engine=slurm");
  }

  @Test
  void drainsANodeWithinATime() {
    centre.on("POST /v1/operator/nodes/n-7/drain", 200, "{}");
    assertThat(run("node", "drain", "n-7", "--reason", "fans", "--within", "2h")).isZero();
    assertThat(
            Json.MAPPER.readTree(centre.seen("POST /v1/operator/nodes/n-7/drain").getLast().body()))
        .isEqualTo(Json.MAPPER.readTree("{\"reason\": \"fans\", \"within\": \"2h\"}"));
  }
}
