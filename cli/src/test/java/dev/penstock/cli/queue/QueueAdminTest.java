package dev.penstock.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.MainRunner;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What queues may, what is kept for whom, and where nodes hang. */
final class QueueAdminTest {
  @TempDir Path folder;
  private FakeCentre centre;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    centre = new FakeCentre();
    terminal = new Terminal(centre.url(), folder.resolve("settings"));
    centre.on(
        "GET /v1/queues",
        200,
        """
        {"at": "2026-11-25T00:00:00Z", "capacity": {},
         "organisations": [
           {"id": "o-1", "name": "Institute of Seas", "waitingJobs": 1,
            "rights": {"weight": 2.0, "guaranteed": {"milliCards": {"ascend910b": 16000}},
                       "limit": {"milliCores": 64000}, "userLimit": {}},
            "shares": [
              {"cardModel": "ascend910b", "used": 20000, "waiting": 8000, "guaranteed": 16000,
               "deserved": 24500, "borrowed": 4000},
              {"used": 0, "waiting": 0, "guaranteed": 0, "deserved": 0, "borrowed": 0,
               "limit": 64000}],
            "projects": [
              {"id": "p-1", "name": "waves", "rights": {"weight": 1.0, "guaranteed": {},
               "limit": {}, "userLimit": {}}, "waitingJobs": 0, "shares": [
                 {"cardModel": "ascend910b", "used": 0, "waiting": 0, "guaranteed": 0,
                  "deserved": 0, "borrowed": 0},
                 {"used": 0, "waiting": 0, "guaranteed": 0, "deserved": 0, "borrowed": 0}]}]},
           {"id": "o-2", "name": "Other", "waitingJobs": 0, "rights": {"weight": 1.0},
            "shares": [], "projects": []}]}
        """);
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  private int run(String... arguments) {
    return MainRunner.run(terminal.world(), arguments);
  }

  private String sent(String request) {
    return centre.seen(request).getLast().body();
  }

  @Test
  void showsTheTreeALineForEachQueueAndResource() {
    assertThat(run("queue", "tree")).isZero();
    assertThat(terminal.out().lines().map(line -> line.strip().replaceAll("  +", " | ")))
        .contains(
            "Institute of Seas | ascend910b | 20 | 16 | 24.5 | 4 | 8 | 2.0",
            "cores | 0 | 0 | 0 | 0 | 0 | 64 | 2.0",
            "waves | cores | 0 | 0 | 0 | 0 | 0 | 1.0");
  }

  @Test
  void showsABranchForPrograms() {
    assertThat(run("queue", "tree", "--org", "Institute of Seas", "--json")).isZero();
    assertThat(Json.MAPPER.readTree(terminal.out()).path("organisations").size()).isEqualTo(1);
    assertThat(run("queue", "tree", "--org", "nobody")).isEqualTo(5);
    assertThat(terminal.err()).contains("nobody");
  }

  @Test
  void changesWhatIsNamedAndLeavesTheRest() {
    centre.on("PUT /v1/queues/o-1", 200, "{\"weight\": 3, \"limit\": {\"memoryMiB\": 1536}}");
    assertThat(
            run(
                "queue",
                "set",
                "o-1",
                "--weight",
                "3",
                "--guarantee",
                "ascend310p=0.5",
                "--limit",
                "memory=1.5",
                "--limit",
                "cores=none",
                "--user-limit",
                "cores=8"))
        .isZero();
    assertThat(Json.MAPPER.readTree(sent("PUT /v1/queues/o-1")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"weight": 3,
                 "guaranteed": {"milliCards": {"ascend910b": 16000, "ascend310p": 500}},
                 "limit": {"memoryMiB": 1536}, "userLimit": {"milliCores": 8000}}
                """));
    assertThat(terminal.out()).contains("memory=1.5");
  }

  @Test
  void changesAProjectsByName() {
    centre.on("PUT /v1/queues/o-1/projects/p-1", 200, "{\"weight\": 1}");
    assertThat(run("queue", "set", "Institute of Seas", "waves", "--guarantee", "ascend910b=8"))
        .isZero();
    assertThat(sent("PUT /v1/queues/o-1/projects/p-1")).contains("\"ascend910b\":8000");
    assertThat(run("queue", "set", "o-1", "ripples")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ascend910b=some", "ascend910b=0.0001"})
  void refusesAnAmountThatIsNone(String amount) {
    assertThat(run("queue", "set", "o-1", "--guarantee", amount)).isEqualTo(2);
    assertThat(terminal.err()).contains("--guarantee", amount.substring(amount.indexOf('=') + 1));
  }

  @Test
  void makesListsAndTakesBackReservations() {
    centre.on("POST /v1/reservations", 201, "{\"id\": \"r-1\", \"nodes\": 2}");
    assertThat(
            run(
                "reservation",
                "add",
                "o-1",
                "--project",
                "waves",
                "--from",
                "2026-12-01T08:00",
                "--for",
                "2h",
                "--nodes",
                "2",
                "--card-model",
                "ascend910b",
                "--cards",
                "8",
                "--reason",
                "an exam"))
        .isZero();
    var from = LocalDateTime.parse("2026-12-01T08:00").atZone(ZoneId.systemDefault()).toInstant();
    assertThat(Json.MAPPER.readTree(sent("POST /v1/reservations")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"organisation": "o-1", "project": "p-1", "from": "%s", "to": "%s", "nodes": 2,
                 "reason": "an exam", "cardModel": "ascend910b", "cards": 8}
                """
                    .formatted(from, from.plusSeconds(7200))));
    centre.on(
        "GET /v1/reservations",
        200,
        """
        {"items": [{"id": "r-1", "organisationName": "Seas", "cards": 8, "nodes": 3,
                    "onNodes": ["n-1", "n-2"], "missingNodes": 1}]}
        """);
    assertThat(run("reservation", "ls", "--ended")).isZero();
    assertThat(centre.seen("GET /v1/reservations").getLast().path()).contains("ended=true");
    assertThat(terminal.out()).contains("Seas").containsPattern("8 +n-1,n-2 +1\\b");
    centre.on("DELETE /v1/reservations/r-1", 204, "");
    assertThat(run("reservation", "rm", "r-1")).isZero();
    assertThat(terminal.out()).contains("r-1 is taken back");
  }

  @Test
  void asksForOneEndOfTheTime() {
    assertThat(run("maintenance", "add", "n-1", "--from", "2026-12-01", "--reason", "x"))
        .isEqualTo(2);
    assertThat(run("maintenance", "add", "n-1", "--from", "soon", "--for", "1h", "--reason", "x"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("--to or --for", "\"soon\"");
    assertThat(centre.seen()).isEmpty();
  }

  @Test
  void announcesListsAndTakesBackMaintenance() {
    centre.on("POST /v1/maintenance", 201, "{\"id\": \"m-1\", \"nodes\": [\"n-1\", \"n-2\"]}");
    assertThat(
            run(
                "maintenance",
                "add",
                "n-1",
                "n-2",
                "--from",
                "2026-12-01T00:00:00Z",
                "--to",
                "2026-12-01T09:00:00+08:00",
                "--reason",
                "new fans"))
        .isZero();
    assertThat(Json.MAPPER.readTree(sent("POST /v1/maintenance")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"nodes": ["n-1", "n-2"], "from": "2026-12-01T00:00:00Z",
                 "to": "2026-12-01T01:00:00Z", "reason": "new fans"}
                """));
    centre.on("GET /v1/maintenance", 200, "{\"items\": [{\"id\": \"m-1\", \"nodes\": [\"n-1\"]}]}");
    assertThat(run("maintenance", "ls")).isZero();
    centre.on("DELETE /v1/maintenance/m-1", 204, "");
    assertThat(run("maintenance", "rm", "m-1")).isZero();
  }

  @Test
  void saysWhereANodeHangs() {
    centre.on(
        "PATCH /v1/nodes/n-1",
        200,
        "{\"name\": \"n-1\", \"network\": \"leaf-3\", \"labels\": {\"room\": \"b2\"}}");
    assertThat(
            run(
                "node",
                "set",
                "n-1",
                "--switch",
                "leaf-3",
                "--super-node",
                "",
                "--ring-cards",
                "4",
                "--label",
                "room=b2",
                "--label",
                "rack="))
        .isZero();
    assertThat(Json.MAPPER.readTree(sent("PATCH /v1/nodes/n-1")))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"network": "leaf-3", "superNode": "", "ringCards": 4,
                 "labels": {"room": "b2", "rack": ""}}
                """));
    assertThat(terminal.out()).contains("leaf-3", "room=b2");
  }
}
