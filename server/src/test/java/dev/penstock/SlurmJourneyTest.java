package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server whose only engine is a real Slurm: slurmdbd's record is the truth of what is charged.
 */
@Tag("slow")
final class SlurmJourneyTest {
  private static final BigDecimal TOP_UP = new BigDecimal("1000.000000");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path SAMPLE = sample();

  /** Quicker than to load it. */
  private static final String FIND_TORCH =
      "import sys, importlib.util; sys.exit(importlib.util.find_spec('torch') is None)";

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

  private static Path sample() {
    return SlurmLab.root().resolve("samples/distributed");
  }

  private static void needsTorch() throws IOException {
    Process python =
        new ProcessBuilder("/usr/bin/python3", "-c", FIND_TORCH)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (python.onExit().join().exitValue() != 0) {
      System.err.println(
          "\n*** TRAINING ON TWO NODES IS SKIPPED: no PyTorch (tools/setup.sh, setup) ***\n");
      Assumptions.abort("No PyTorch for /usr/bin/python3: run ./penstock setup");
    }
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
  static void stopsBoth() {
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
    assertThat(nodes(job).stream().sorted().toList())
        .isIn(List.of("npu1", "npu2", "npu3", "npu4"), List.of("npu5", "npu6", "npu7", "npu8"));
    assertChargedAsSlurmAccounts(job, 4, 32);
  }

  @Test
  void a_network_is_trained_on_two_nodes_at_once_and_is_the_same_on_both() throws IOException {
    needsTorch();
    JsonNode job =
        ended(
            submit(
                "lab.1",
                "python3 train.py",
                "'nodes': 2, 'code': '%s', 'outputs': [{'name': 'report'}]"
                    .formatted(code("train.py"))));
    assertThat(job.path("state").asString()).as("%s%n%s", job, log(job)).isEqualTo("SUCCEEDED");
    assertThat(nodes(job)).hasSize(2).doesNotHaveDuplicates();
    JsonNode first = report(job, 0);
    JsonNode second = report(job, 1);
    assertThat(first.path("world").asInt()).isEqualTo(2);
    assertThat(first.path("began").asString()).isNotEqualTo(second.path("began").asString());
    assertThat(first.path("parameters").asString())
        .hasSize(16)
        .isEqualTo(second.path("parameters").asString());
    assertThat(first.path("losses")).isEqualTo(second.path("losses")).isNotEmpty();
    double loss = first.path("losses").path(0).asDouble();
    double last = first.path("losses").path(first.path("losses").size() - 1).asDouble();
    assertThat(last).isBetween(0.0, loss / 10);
    assertThat(log(job).lines())
        .contains("rank 0: parameters " + first.path("parameters").asString())
        .contains("rank 1: parameters " + first.path("parameters").asString());
    assertChargedAsSlurmAccounts(job, 2, 2);
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

  private static List<String> nodes(JsonNode job) {
    return attempt(job).path("nodes").valueStream().map(JsonNode::asString).toList();
  }

  /** Uploads a file of the sample as a job's code; the tree's hash. */
  private String code(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(SAMPLE.resolve(file));
    String hash = owner.upload(bytes);
    return owner
        .post(
            "/v1/snapshots",
            "{'files': [{'path': '%s', 'sha256': '%s', 'size': %d}]}"
                .formatted(file, hash, bytes.length))
        .expect(201)
        .at("tree");
  }

  private JsonNode report(JsonNode job, int rank) {
    String file = "/v1/jobs/%s/outputs/report/rank-%d.json".formatted(id(job), rank);
    return JSON.readTree(owner.get(file).expect(200).text());
  }

  private void assertChargedAsSlurmAccounts(JsonNode job, int nodes, long cards) {
    new SlurmCharges(Objects.requireNonNull(lab), centre, owner)
        .assertAreThoseOf(attempt(job), nodes, cards, TOP_UP);
  }
}
