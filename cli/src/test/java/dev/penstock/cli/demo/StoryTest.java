package dev.penstock.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.MainRunner;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class StoryTest {
  private static final int PICTURES = 40;
  private static final int CALLS = 2;

  /** The model of the fake centre takes this picture, a zero, for another digit. */
  private static final int MISREAD = 10;

  @TempDir Path folder;
  private FakeCentre centre;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    centre = new FakeCentre();
    terminal = new Terminal(centre.url(), folder.resolve("settings"));
    sample();
    account();
    training();
    serving();
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @Test
  void endsWellWhenEveryFigureAgrees() {
    bill("0.301000", "99.699000");

    assertThat(run()).as(terminal.out() + terminal.err()).isZero();
    assertThat(terminal.out())
        .contains("   | epoch 1\n   | epoch 2\n")
        .contains("0.975000")
        .contains("Every check holds.")
        .doesNotContain("WRONG");
    assertThat(centre.seen("POST /v2/models/digits/infer")).hasSize(CALLS);
    assertThat(centre.seen("DELETE /v1/endpoints/e1")).hasSize(1);
    assertThat(centre.seen("POST /v1/applications").getFirst().body())
        .containsPattern("\"creditCode\":\"91110108[0-9A-Y]{10}\"");
  }

  @Test
  void noticesAMicroYuanTooMuch() {
    bill("0.301001", "99.698999");

    assertThat(run("--json")).isEqualTo(1);
    assertThat(
            Json.MAPPER
                .readTree(terminal.out())
                .path("checks")
                .valueStream()
                .filter(check -> !check.path("holds").asBoolean())
                .map(check -> Json.text(check, "name")))
        .containsExactly("lines", "tariff");
  }

  private int run(String... more) {
    String[] arguments = {
      "demo-story",
      "--operator-password-file",
      folder.resolve("password").toString(),
      "--sample",
      folder.toString()
    };
    return MainRunner.run(terminal.world(), arguments, more);
  }

  private void sample() throws IOException {
    Files.writeString(folder.resolve("password"), "secret\n");
    Files.writeString(folder.resolve("job.yaml"), "name: digits\ncode: ./code\n");
    Files.createDirectory(folder.resolve("code"));
    Files.writeString(folder.resolve("code/train.py"), "print()");
    Files.createDirectory(folder.resolve("data"));
    // the first pixel tells the fake model what it sees
    String rows =
        IntStream.range(0, PICTURES)
            .mapToObj(i -> i % 10 + ",0".repeat(63) + "," + i % 10)
            .collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("data/heldout.csv"), "p".repeat(3) + "\n" + rows + "\n");
  }

  private void account() {
    centre
        .on("GET /v2/health/ready", 503, "{}")
        .on("GET /v2/health/ready", 200, "{}")
        .on("POST /v1/sessions", 201, "{\"token\":\"ps_1\"}")
        .on("POST /v1/applications", 201, "{\"organisationId\":\"o1\",\"state\":\"APPLIED\"}")
        .on("POST /v1/operator/organisations/o1/approve", 200, "{}")
        .on("POST /v1/operator/organisations/o1/top-ups", 201, "{}")
        .on(
            "GET /v1/operator/ledger",
            200,
            "{\"accounts\":[{\"balanceYuan\":\"-1.0\"},{\"balanceYuan\":\"1.0\"}],\"differences\":[]}")
        .on("GET /v1/balance", 200, "{\"balanceYuan\":\"100.000000\",\"heldYuan\":\"0.000000\"}");
  }

  private void training() {
    String digits =
        IntStream.range(0, PICTURES)
            .mapToObj(i -> String.valueOf(i == MISREAD ? 9 : i % 10))
            .collect(Collectors.joining(","));
    String job = "/v1/jobs/j1";
    centre
        .on("GET /v1/datasets", 200, "{\"items\":[]}")
        .on("POST /v1/datasets", 201, "{\"id\":\"d1\"}")
        .on("POST /v1/datasets/d1/versions", 201, "{\"version\":1,\"bytes\":10}")
        .on("POST /v1/snapshots", 201, "{\"tree\":\"t1\"}")
        .on("POST /v1/quotes", 200, "{\"perHourYuan\":\"0.30\",\"dearestYuan\":\"0.15\"}")
        .on("POST /v1/jobs", 201, "{\"id\":\"j1\"}")
        .onEvents(
            "GET " + job + "/logs",
            """
            event: log
            data: {"offset":0,"text":"epoch 1\\nepo"}

            event: log
            data: {"offset":11,"text":"ch 2\\n"}

            event: end
            data: {}

            """)
        .on(
            "GET " + job,
            200,
            "{\"id\":\"j1\",\"state\":\"SUCCEEDED\",\"attempts\":[{\"id\":\"a1\",\"number\":1}]}")
        .on("GET " + job + "/outputs/report/metrics.json", 200, "{\"accuracy\":0.975}")
        .on(
            "GET " + job + "/outputs/report/predictions.json",
            200,
            "{\"predictions\":[" + digits + "]}")
        .on("GET /v1/models", 200, "{\"items\":[{\"id\":\"m1\",\"name\":\"digits\"}]}")
        .on(
            "GET /v1/models/m1/versions/1",
            200,
            "{\"job\":\"j1\",\"datasets\":[{\"name\":\"digits\",\"version\":1}]}");
  }

  private void serving() {
    int[] asked = {0};
    centre
        .on("POST /v1/endpoints", 201, "{\"id\":\"e1\"}")
        .on("GET /v1/endpoints/e1", 200, "{\"id\":\"e1\",\"state\":\"STARTING\"}")
        .on("GET /v1/endpoints/e1", 200, "{\"id\":\"e1\",\"state\":\"READY\"}")
        .on("DELETE /v1/endpoints/e1", 204, "")
        .on(
            "POST /v2/models/digits/infer",
            (exchange, body) -> {
              JsonNode input = Json.MAPPER.readTree(body).path("inputs").path(0);
              ObjectNode answer = Json.object();
              ArrayNode logits =
                  answer.putArray("outputs").addObject().put("name", "logits").putArray("data");
              for (int i = 0; i < input.path("shape").path(0).asInt(); i++) {
                int seen = Math.round(input.path("data").path(i * 64).floatValue() * 16);
                int digit = asked[0]++ == MISREAD ? 9 : seen;
                IntStream.range(0, 10).forEach(each -> logits.add(each == digit ? 1 : 0));
              }
              FakeCentre.send(exchange, 200, "application/json", answer.toString());
            });
  }

  private void bill(String total, String after) {
    // an hour of a core, and two calls
    centre
        .on("GET /v1/balance", 200, "{\"balanceYuan\":\"100\",\"heldYuan\":\"0.15\"}")
        .on("GET /v1/balance", 200, "{\"balanceYuan\":\"100\",\"heldYuan\":\"0.15\"}")
        .on("GET /v1/balance", 200, "{\"balanceYuan\":\"100\",\"heldYuan\":\"0.50\"}")
        .on("GET /v1/balance", 200, "{\"balanceYuan\":\"" + after + "\",\"heldYuan\":\"0\"}")
        .on(
            "GET /v1/tariff",
            200,
            """
            {"rounding":"HALF_EVEN","items":[
              {"meter":"core","unit":"core-hour","priceYuan":"0.300000"},
              {"meter":"call","unit":"thousand-calls","priceYuan":"0.500000"}]}
            """)
        .on(
            "GET /v1/usage",
            200,
            """
            {"items":[
              {"resource":"a1","meter":"core","quantity":"3600000000000","start":"2026-11-25T00:00:00Z"},
              {"resource":"e1","meter":"call","quantity":"2","start":"2026-11-25T00:00:00Z"}]}
            """)
        .on(
            "GET /v1/statement",
            200,
            """
            {"totalYuan":"%s","lines":[
              {"meter":"core","pricingUnit":"core-hour","amountYuan":"0.300000"},
              {"meter":"call","pricingUnit":"thousand-calls","amountYuan":"0.001000"}]}
            """
                .formatted(total));
  }
}
