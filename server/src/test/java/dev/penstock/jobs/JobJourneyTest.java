package dev.penstock.jobs;

import static dev.penstock.jobs.JobClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The whole way of a job through the centre, as its user sees it. */
@ServerTest
class JobJourneyTest {
  private static final String PROGRAM =
      """
      echo "reading $(cat "$PENSTOCK_INPUT_DATA/numbers.txt")"
      echo "{\\"step\\": 1, \\"accuracy\\": 0.5}" >> "$PENSTOCK_METRICS"
      echo "{\\"step\\": 2, \\"accuracy\\": 0.97}" >> "$PENSTOCK_METRICS"
      sleep 1
      printf "\\000\\377weights\\r\\n" > "$PENSTOCK_OUTPUT_MODEL/model.bin"
      echo "done with $ROUNDS rounds"
      """;
  private static final byte[] WEIGHTS = {0, -1, 'w', 'e', 'i', 'g', 'h', 't', 's', '\r', '\n'};

  private final TestCentre centre;
  private final JobClient client;
  @LocalServerPort private int port;

  JobJourneyTest(@Autowired TestCentre centre) {
    this.centre = centre;
    this.client = JobClient.funded(centre, "10");
  }

  @Test
  void takesAJobFromItsQuoteToItsBill() throws Exception {
    client.dataset("numbers", "numbers.txt", "one two three");
    String code = client.code("train.sh", PROGRAM);
    Map<String, Object> spec =
        JobClient.shell(
            "cpu.small",
            "",
            "kind",
            "training",
            "command",
            List.of("sh", "train.sh"),
            "code",
            code,
            "inputs",
            List.of(Map.of("name", "data", "dataset", "numbers")),
            "outputs",
            List.of(Map.of("name", "model", "model", "counter")),
            "environment",
            Map.of("ROUNDS", "12"));
    quotes(spec);

    String id = client.submit(spec);
    var events = CompletableFuture.supplyAsync(() -> follow(id, "events"));
    var log = CompletableFuture.supplyAsync(() -> follow(id, "logs"));
    JsonNode job = client.ended(id);

    assertThat(JobClient.state(job)).as(job.toString()).isEqualTo("SUCCEEDED");
    assertThat(events.join())
        .containsSubsequence("\"state\":\"RUNNING\"", "\"state\":\"SUCCEEDED\"");
    assertThat(log.join())
        .containsSubsequence("reading one two three", "done with 12 rounds", "event:end");
    assertThat(client.log(id)).isEqualTo("reading one two three\ndone with 12 rounds\n");
    keepsResults(id, job, code);
    bills(job);
    assertThat(client.http().get("/v1/audit").expect(200).text())
        .contains("\"job.submit\"")
        .contains(id);
  }

  private void quotes(Map<String, Object> spec) {
    JsonNode quote = client.http().post("/v1/quotes", json(spec)).expect(200).body();
    // a core at 0.10 and 2 GiB at 0.02 an hour, for ten minutes and half a minute of grace
    assertThat(quote.path("perHourYuan").asString()).isEqualTo("0.140000");
    assertThat(quote.path("dearestYuan").asString()).isEqualTo("0.024500");
    assertThat(quote.path("wallTimeSeconds").asLong()).isEqualTo(600);
    assertThat(quote.path("affordable").asBoolean()).isTrue();
    assertThat(client.http().get("/v1/jobs").body().path("items")).isEmpty();
  }

  private String follow(String id, String what) {
    return client
        .http()
        .with("Accept", "text/event-stream")
        .get("/v1/jobs/%s/%s".formatted(id, what))
        .expect(200)
        .text();
  }

  private void keepsResults(String id, JsonNode job, String code) throws Exception {
    JsonNode metrics = client.http().get("/v1/jobs/%s/metrics".formatted(id)).expect(200).body();
    assertThat(metrics.path("items")).hasSize(2);
    assertThat(metrics.path("items").path(1).path("accuracy").asDouble()).isEqualTo(0.97);
    assertThat(download("/v1/jobs/%s/outputs/model/model.bin".formatted(id))).isEqualTo(WEIGHTS);

    JsonNode output = job.path("outputs").path(0);
    assertThat(output.path("model").asString()).isEqualTo("counter");
    assertThat(output.path("modelVersion").asInt()).isEqualTo(1);
    String version = "/v1/models/%s/versions/1".formatted(output.path("modelId").asString());
    JsonNode lineage = client.http().get(version).expect(200).body();
    assertThat(lineage.path("job").asString()).isEqualTo(id);
    assertThat(lineage.path("output").asString()).isEqualTo("model");
    assertThat(lineage.path("codeHash").asString()).isEqualTo(code);
    assertThat(lineage.path("datasets").path(0).path("name").asString()).isEqualTo("numbers");
    assertThat(lineage.path("datasets").path(0).path("version").asInt()).isEqualTo(1);
    assertThat(lineage.path("metrics").path("accuracy").asDouble()).isEqualTo(0.97);
    assertThat(download(version + "/files/model.bin")).isEqualTo(WEIGHTS);
  }

  private byte[] download(String path) throws Exception {
    try (HttpClient raw = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Authorization", "Bearer " + client.tenant().key())
              .build();
      HttpResponse<byte[]> answer = raw.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  /** Usage times tariff, computed anew, is what was billed and what the wallet lost. */
  private void bills(JsonNode job) {
    String attempt = JobClient.attempt(job, 0);
    Map<String, BigDecimal> billed =
        client.bill(attempt).stream()
            .collect(
                Collectors.toMap(
                    line -> line.path("meter").asString(),
                    line -> new BigDecimal(line.path("amountYuan").asString())));
    // a milli-core-microsecond in core-hours, a MiB-microsecond in GiB-hours
    BigDecimal cores =
        usage(attempt, "core").divide(new BigDecimal("3600000000000"), 30, RoundingMode.HALF_UP);
    BigDecimal memory =
        usage(attempt, "memory").divide(new BigDecimal("3686400000000"), 30, RoundingMode.HALF_UP);
    assertThat(billed)
        .containsOnly(
            Map.entry("core", rounded(cores.multiply(new BigDecimal("0.10")))),
            Map.entry("memory", rounded(memory.multiply(new BigDecimal("0.02")))));
    BigDecimal total = billed.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(total).isPositive();

    JsonNode balance = client.http().get("/v1/balance").expect(200).body();
    assertThat(new BigDecimal(balance.path("balanceYuan").asString()))
        .isEqualByComparingTo(BigDecimal.TEN.subtract(total));
    assertThat(balance.path("heldYuan").asString()).isEqualTo("0.000000");
    assertThat(client.http().get("/v1/holds").expect(200).body().path("items")).isEmpty();
    JsonNode ledger = centre.operator().get("/v1/operator/ledger").expect(200).body();
    assertThat(ledger.path("sumYuan").asString()).isEqualTo("0.000000");
  }

  private BigDecimal usage(String attempt, String meter) {
    return client
        .http()
        .get("/v1/usage?resource=" + attempt)
        .expect(200)
        .body()
        .path("items")
        .valueStream()
        .filter(record -> record.path("meter").asString().equals(meter))
        .map(record -> new BigDecimal(record.path("quantity").asString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal rounded(BigDecimal yuan) {
    return yuan.setScale(6, RoundingMode.HALF_UP);
  }

  @Test
  void takesAJobThatIsWrittenInYaml() {
    String yaml =
        """
        name: yaml
        runtime: shell@1
        flavour: cpu.nano
        command: echo "from $PLACE"
        wallTime: 1m
        environment: {PLACE: YAML}
        """;
    String id =
        client
            .http()
            .with("Content-Type", "application/yaml")
            .post("/v1/jobs", yaml)
            .expect(201)
            .at("id");
    JsonNode job = client.ended(id);
    assertThat(JobClient.state(job)).as(job.toString()).isEqualTo("SUCCEEDED");
    assertThat(job.path("kind").asString()).isEqualTo("batch");
    assertThat(client.log(id)).isEqualTo("from YAML\n");
  }
}
