package dev.penstock.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.MainRunner;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import dev.penstock.cli.shell.Units;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits, why, and until when. */
final class WaitCommandsTest {
  private static final String JOB = "0193a5a0-0000-7000-8000-000000000001";

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

  private void waits(String start, String changes) {
    centre.on(
        "GET /v1/jobs/" + JOB + "/wait",
        200,
        """
        {"jobId": "%s", "name": "digits", "state": "QUEUED", "asOf": "2026-11-24T23:59:57Z",
         "position": {"own": 1, "ownWaiting": 2, "line": 3, "lineWaiting": 9,
                      "cardModel": "ascend910b"},
         "rule": "no-room", "reason": "1 of the 4 nodes it needs have room now",
         "facts": {"flavour": "ascend.910b.8", "needed": 4, "fitting": 1, "possible": 6,
                   "notReady": 2},
         "couldEverRun": true, "changes": [%s],
         "likelyStart": {%s"why": "If all goes well.", "asOf": "2026-11-24T23:59:57Z"}}
        """
            .formatted(JOB, changes, start));
  }

  @Test
  void saysWhatHoldsAJobAndWhatWouldChangeIt() {
    waits("", "{\"kind\": \"fewer-nodes\", \"nodes\": 1, \"text\": \"With 1 node it starts.\"}");

    assertThat(run("why", JOB)).isZero();
    assertThat(terminal.out().lines().map(line -> line.replaceAll("  +", ": ")))
        .contains(
            "HELD BY: no room",
            "OF YOURS: 1 of 2",
            "IN LINE: ascend910b 3 of 9",
            "NODES NEEDED: 4",
            "WITH ROOM NOW: 1",
            "OF THOSE OUT: 2",
            "COULD EVER RUN: yes",
            "LIKELY START: unknown",
            ": With 1 node it starts.");
    terminal.with("LC_ALL", "zh_CN.UTF-8");
    assertThat(run("why", JOB)).isZero();
    assertThat(terminal.out()).contains("怎样可以更早开始");
    assertThat(centre.seen().getLast().header("Accept-Language")).startsWith("zh");
  }

  @Test
  void saysWhenAJobStartsAndHowOldThatIs() {
    waits("\"at\": \"2026-11-25T00:12:00Z\", ", "");

    assertThat(run("when", JOB)).isZero();
    assertThat(terminal.out().lines())
        .hasSize(3)
        .contains(
            "digits is likely to start at %s, in 12m00s."
                .formatted(Units.time("2026-11-25T00:12:00Z")),
            "If all goes well.",
            "Reckoned 3s ago, from the queue and the nodes of then.");
  }

  @Test
  void saysWhyNoStartCanBeTold() {
    waits("", "");

    assertThat(run("when", JOB)).isZero();
    assertThat(terminal.out()).startsWith("When digits starts can't be told. If all goes well.");
    assertThat(run("why", JOB)).isZero();
    assertThat(terminal.out()).contains("Nothing that could be asked for");
  }

  @Test
  void saysThatAJobDoesNotWait() {
    centre
        .on("GET /v1/jobs", 200, "{\"items\":[{\"id\":\"" + JOB + "\",\"name\":\"digits\"}]}")
        .on(
            "GET /v1/jobs/" + JOB + "/wait",
            200,
            "{\"name\": \"digits\", \"state\": \"RUNNING\", \"changes\": []}");

    assertThat(run("why", "digits")).isZero();
    assertThat(run("when", "digits")).isZero();
    assertThat(terminal.out().lines()).containsOnly("digits does not wait: running.");
    assertThat(run("why", "other")).isEqualTo(5);
  }

  @Test
  void listsOnesOwnJobsThatWait() {
    waits("\"at\": \"2026-11-25T00:12:00Z\", ", "");
    centre
        .on("GET /v1/me", 200, "{\"permissions\": [\"read\"]}")
        .on("GET /v1/jobs", 200, "{\"items\":[{\"id\":\"" + JOB + "\",\"name\":\"digits\"}]}");

    assertThat(run("queue")).isZero();
    assertThat(terminal.out()).contains("LIKELY START").contains("digits").contains("1 of 2");
    assertThat(centre.seen("GET /v1/jobs").getFirst().path()).contains("state=QUEUED");
    assertThat(run("queue", "--json")).isZero();
    assertThat(terminal.out()).contains("\"lineWaiting\" : 9");
  }

  @Test
  void listsTheWholeQueueForTheStaff() {
    centre
        .on("GET /v1/me", 200, "{\"permissions\": [\"read\", \"operate\"]}")
        .on(
            "GET /v1/operator/queue",
            200,
            """
            {"items": [{"jobId": "%s", "name": "digits", "organisationName": "Lab",
              "priority": "high", "flavour": "cpu.small", "nodes": 2, "waitingSeconds": 185,
              "reason": "it waits"}], "waiting": 1, "flavours": []}
            """
                .formatted(JOB));

    assertThat(run("queue")).isZero();
    assertThat(terminal.out()).contains("Lab").contains("3m05s").contains("it waits");
  }
}
