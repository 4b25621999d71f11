package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.SlurmLab.Accounted;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A server whose only engine is a real Slurm: slurmdbd's record is the truth of what is charged.
 */
@Tag("slow")
final class SlurmJourneyTest {
  private static final BigDecimal HOUR_MICROS = BigDecimal.valueOf(3_600_000_000L);
  private static final BigDecimal TOP_UP = new BigDecimal("1000.000000");
  private static final Map<String, BigDecimal> PRICED_IN =
      Map.of(
          "core", HOUR_MICROS.multiply(BigDecimal.valueOf(1_000)),
          "memory", HOUR_MICROS.multiply(BigDecimal.valueOf(1_024)),
          "card.ascend910b", HOUR_MICROS.multiply(BigDecimal.valueOf(1_000)));

  private static @Nullable SlurmLab lab;
  private static @Nullable ServerProcess server;

  private final TestCentre centre = Objects.requireNonNull(server).centre();
  private final TestClient owner = customer();

  @BeforeAll
  static void startsTheLaboratoryAndAServer() {
    SlurmLab started = SlurmLab.start();
    lab = started;
    List<String> options = new ArrayList<>(started.options());
    options.add("--penstock.fleet.refresh=1s");
    options.add("--penstock.fleet.card-models[ascend910]=ascend910b");
    options.addAll(flavour("lab.1", 1, 2));
    options.addAll(flavour("lab.8", 8, 16));
    server = ServerProcess.fork(started.shared().resolve("data"), null, options);
  }

  private static List<String> flavour(String name, int cards, int cores) {
    String prefix = "--penstock.fleet.flavours[" + name + "].";
    return List.of(
        prefix + "card-model=ascend910b",
        prefix + "cards=" + cards,
        prefix + "cores=" + cores,
        prefix + "memory-gib=1");
  }

  @AfterAll
  static void stopsBoth() throws IOException {
    if (server != null) {
      server.stop();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void a_job_with_one_card_brings_back_its_log_its_output_and_its_exit_code() {
    JsonNode job =
        ended(
            submit(
                "lab.1",
                "echo devices $ASCEND_RT_VISIBLE_DEVICES; echo kept > $PENSTOCK_OUTPUT_RESULT/file; sleep 2",
                "'outputs': [{'name': 'result'}]"));
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("SUCCEEDED");
    assertThat(attempt(job).path("exitCode").asInt(-1)).isZero();
    assertThat(attempt(job).path("engine").asString()).isEqualTo("lab");
    assertThat(log(job)).matches("devices [0-7]\n");
    assertThat(owner.get("/v1/jobs/%s/outputs/result/file".formatted(id(job))).expect(200).text())
        .isEqualTo("kept\n");
    assertChargedAsSlurmAccounts(job, 1, 1);
  }

  @Test
  void a_program_that_fails_has_its_own_exit_code() {
    JsonNode job = ended(submit("lab.1", "sleep 2; exit 7", ""));
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("FAILED");
    assertThat(attempt(job).path("exitCode").asInt(-1)).isEqualTo(7);
    assertChargedAsSlurmAccounts(job, 1, 1);
  }

  @Test
  void a_gang_of_4_nodes_with_8_cards_each_runs_under_one_switch() {
    JsonNode job =
        ended(
            submit(
                "lab.8",
                "echo rank $RANK of $WORLD_SIZE; sleep 2",
                "'nodes': 4, 'topology': 'same-switch'"));
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("SUCCEEDED");
    assertThat(log(job).lines())
        .contains("rank 0 of 4", "rank 1 of 4", "rank 2 of 4", "rank 3 of 4");
    List<String> nodes = new ArrayList<>();
    attempt(job).path("nodes").forEach(it -> nodes.add(it.asString()));
    assertThat(nodes.stream().sorted().toList())
        .isIn(List.of("npu1", "npu2", "npu3", "npu4"), List.of("npu5", "npu6", "npu7", "npu8"));
    assertChargedAsSlurmAccounts(job, 4, 32);
  }

  @Test
  void a_job_that_is_cancelled_is_charged_for_the_time_that_it_ran() {
    String id = submit("lab.1", "echo began; sleep 600", "");
    Await.until(() -> "it runs: " + job(id), () -> began(id));
    owner.post("/v1/jobs/" + id + "/cancel").expect(200);
    JsonNode job = ended(id);
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("CANCELLED");
    assertChargedAsSlurmAccounts(job, 1, 1);
  }

  @Test
  void a_job_that_passes_its_wall_time_is_ended_and_charged_for_it() {
    JsonNode job = ended(submit("lab.1", "sleep 600", "'wallTime': '3s'"));
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("FAILED");
    assertThat(attempt(job).path("cause").asString()).isEqualTo("WALL_TIME");
    assertChargedAsSlurmAccounts(job, 1, 1);
  }

  @Test
  void a_node_that_is_drained_in_slurm_takes_no_work_and_is_no_incident() {
    SlurmLab slurm = Objects.requireNonNull(lab);
    slurm.run("with", "scontrol", "update", "nodename=npu8", "state=drain", "reason=fan is loud");
    try {
      Await.until(
          () -> "it is seen: " + node("npu8"),
          () -> node("npu8").path("state").asString().equals("draining"));
      assertThat(node("npu8").path("reason").asString()).isEqualTo("fan is loud");
      assertThat(centre.operator().get("/v1/incidents").expect(200).text()).doesNotContain("npu8");
    } finally {
      slurm.run("with", "scontrol", "update", "nodename=npu8", "state=resume");
    }
    Await.until(
        () -> "it is back: " + node("npu8"),
        () -> node("npu8").path("state").asString().equals("ready"));
  }

  private JsonNode node(String name) {
    JsonNode all = centre.operator().get("/v1/operator/nodes").expect(200).body().path("items");
    for (JsonNode node : all) {
      if (node.path("name").asString().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no node " + name + ": " + all);
  }

  private TestClient customer() {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '%s', 'reference': 'first'}".formatted(TOP_UP))
        .expect(201);
    return tenant.owner();
  }

  private String submit(String flavour, String command, String more) {
    return owner
        .post(
            "/v1/jobs",
            "{'name': 'journey', 'runtime': 'shell', 'flavour': '%s', 'command': '%s'%s}"
                .formatted(flavour, command, more.isEmpty() ? "" : ", " + more))
        .expect(201)
        .at("id");
  }

  private JsonNode job(String id) {
    return owner.get("/v1/jobs/" + id).expect(200).body();
  }

  private boolean began(String id) {
    JsonNode job = job(id);
    return job.path("state").asString().equals("RUNNING") && log(job).contains("began");
  }

  private JsonNode ended(String id) {
    return Await.value(
        () -> "the job ends: " + job(id),
        () -> Optional.of(job(id)).filter(it -> it.hasNonNull("endedAt")));
  }

  private static String id(JsonNode job) {
    return job.path("id").asString();
  }

  private String log(JsonNode job) {
    return owner
        .with("Accept", "text/plain")
        .get("/v1/jobs/%s/logs".formatted(id(job)))
        .expect(200)
        .text();
  }

  private static JsonNode attempt(JsonNode job) {
    assertThat(job.path("attempts")).hasSize(1);
    return job.path("attempts").path(0);
  }

  private void assertChargedAsSlurmAccounts(JsonNode job, int nodes, long cards) {
    JsonNode attempt = attempt(job);
    Accounted truth = Objects.requireNonNull(lab).accounted(attempt.path("id").asString());
    assertThat(truth.nodes()).isEqualTo(nodes);
    assertThat(truth.cards()).isEqualTo(cards);
    assertThat(Instant.parse(attempt.path("startedAt").asString())).isEqualTo(truth.start());
    assertThat(Instant.parse(attempt.path("endedAt").asString())).isEqualTo(truth.end());

    Await.until(
        () -> "the hold is settled: " + owner.get("/v1/holds").text(),
        () -> owner.get("/v1/holds").expect(200).body().path("items").isEmpty());
    Map<String, BigInteger> used = used();
    long micros = Duration.between(truth.start(), truth.end()).toNanos() / 1_000;
    assertThat(used.getOrDefault("card.ascend910b", BigInteger.ZERO))
        .isEqualTo(BigInteger.valueOf(cards * 1_000 * micros));

    BigDecimal total = priced(used);
    YearMonth month = YearMonth.from(truth.start().atZone(ZoneId.of("Asia/Shanghai")));
    assertThat(owner.get("/v1/statement?month=" + month).expect(200).at("totalYuan"))
        .isEqualTo(total.toPlainString());
    assertThat(owner.get("/v1/balance").expect(200).at("balanceYuan"))
        .isEqualTo(TOP_UP.subtract(total).toPlainString());
    String time = "&from=%s&to=%s".formatted(truth.start().minusSeconds(1), truth.end());
    JsonNode books =
        centre.operator().get("/v1/engines/comparison?engine=lab" + time).expect(200).body();
    assertThat(books.at("/engines/0/equal").asInt()).as(books.toString()).isPositive();
    assertThat(books.at("/engines/0/differences")).as(books.toString()).isEmpty();
  }

  private Map<String, BigInteger> used() {
    Map<String, BigInteger> used = new TreeMap<>();
    for (JsonNode record : owner.get("/v1/usage").expect(200).body().path("items")) {
      used.merge(
          record.path("meter").asString(),
          new BigInteger(record.path("quantity").asString()),
          BigInteger::add);
    }
    return used;
  }

  /** The sum of the lines, each rounded once, by the tariff as everybody sees it. */
  private BigDecimal priced(Map<String, BigInteger> used) {
    JsonNode tariff = centre.anonymous().get("/v1/tariff").expect(200).body();
    RoundingMode rounding = RoundingMode.valueOf(tariff.path("rounding").asString());
    BigDecimal total = BigDecimal.ZERO.setScale(6);
    for (JsonNode item : tariff.path("items")) {
      String meter = item.path("meter").asString();
      if (used.containsKey(meter)) {
        total =
            total.add(
                new BigDecimal(used.get(meter))
                    .multiply(new BigDecimal(item.path("priceYuan").asString()))
                    .divide(Objects.requireNonNull(PRICED_IN.get(meter)), 6, rounding));
      }
    }
    return total;
  }
}
