package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.SlurmLab.Accounted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A server on a real Slurm whose own scheduler places: what it charges is what Slurm accounts. */
@Tag("slow")
final class SlurmScheduledJourneyTest {
  private static @Nullable SlurmLab lab;
  private static @Nullable ServerProcess server;

  private final TestClient owner = customer();

  @BeforeAll
  static void startsTheLaboratoryAndAServer() {
    SlurmLab started = SlurmLab.start();
    lab = started;
    List<String> options = new ArrayList<>(started.options());
    options.add("--penstock.fleet.slurm.lab.placement=scheduled");
    options.add("--penstock.fleet.refresh=1s");
    options.add("--penstock.fleet.card-models[ascend910]=ascend910b");
    String flavour = "--penstock.fleet.flavours[lab.8].";
    options.addAll(
        List.of(
            flavour + "card-model=ascend910b",
            flavour + "cards=8",
            flavour + "cores=16",
            flavour + "memory-gib=1"));
    server = ServerProcess.fork(started.shared().resolve("data"), null, options);
  }

  @AfterAll
  static void stopsBoth() throws Exception {
    if (server != null) {
      server.stop();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void a_job_is_charged_as_slurm_accounts_it() {
    JsonNode job = ended(submit("echo devices $ASCEND_RT_VISIBLE_DEVICES; sleep 2", 1));
    assertThat(log(job)).isEqualTo("devices 0,1,2,3,4,5,6,7\n");
    assertCharged(job, 1);
  }

  @Test
  void a_gang_of_two_nodes_is_charged_for_both() {
    JsonNode job = ended(submit("echo rank $RANK of $WORLD_SIZE; sleep 2", 2));
    assertThat(log(job).lines()).containsExactlyInAnyOrder("rank 0 of 2", "rank 1 of 2");
    assertCharged(job, 2);
  }

  @Test
  void a_node_that_goes_down_stops_no_job_that_slurm_runs_elsewhere() {
    SlurmLab slurm = Objects.requireNonNull(lab);
    // all but one node are taken by somebody else, of which Penstock knows nothing
    for (int node = 1; node < 8; node++) {
      slurm.run(
          "with",
          "sbatch",
          "-Q",
          "-wnpu" + node,
          "--gres=gpu:8",
          "-o/dev/null",
          "--wrap=sleep 300");
    }
    String id = submit("sleep 60", 1);
    Await.until(
        () -> "it runs: " + job(id), () -> job(id).path("state").asString().equals("RUNNING"));
    String believed = job(id).path("attempts").path(0).path("nodes").path(0).asString();
    assertThat(believed).startsWith("npu").isNotEqualTo("npu8");
    TestClient operator = Objects.requireNonNull(server).centre().operator();
    slurm.run("kill", "slurmd", believed);
    try {
      Await.until(
          () -> "the incident is seen: " + operator.get("/v1/incidents").text(),
          () -> operator.get("/v1/incidents").expect(200).text().contains(believed));
      assertThat(ended(id).path("state").asString()).isEqualTo("SUCCEEDED");
    } finally {
      slurm.run("start-daemon", "slurmd", believed);
      slurm.run("with", "scancel", "--name=wrap");
    }
  }

  private static TestClient customer() {
    TestCentre centre = Objects.requireNonNull(server).centre();
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '1000.00', 'reference': 'first'}")
        .expect(201);
    return tenant.owner();
  }

  private String submit(String command, int nodes) {
    return owner
        .post(
            "/v1/jobs",
            "{'name': 'journey', 'runtime': 'shell', 'flavour': 'lab.8', 'command': '%s', 'nodes': %d}"
                .formatted(command, nodes))
        .expect(201)
        .at("id");
  }

  private JsonNode ended(String id) {
    JsonNode job =
        Await.value(
            () -> "the job ends: " + job(id),
            () -> Optional.of(job(id)).filter(it -> it.hasNonNull("endedAt")));
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("SUCCEEDED");
    return job;
  }

  private JsonNode job(String id) {
    return owner.get("/v1/jobs/" + id).expect(200).body();
  }

  private String log(JsonNode job) {
    return owner
        .with("Accept", "text/plain")
        .get("/v1/jobs/%s/logs".formatted(job.path("id").asString()))
        .expect(200)
        .text();
  }

  private void assertCharged(JsonNode job, int nodes) {
    JsonNode attempt = job.path("attempts").path(0);
    Accounted truth = Objects.requireNonNull(lab).accounted(attempt.path("id").asString());
    assertThat(truth.nodes()).isEqualTo(nodes);
    assertThat(truth.cards()).isEqualTo(8L * nodes);
    assertThat(Instant.parse(attempt.path("startedAt").asString())).isEqualTo(truth.start());
    assertThat(Instant.parse(attempt.path("endedAt").asString())).isEqualTo(truth.end());
    Await.until(
        () -> "the hold is settled: " + owner.get("/v1/holds").text(),
        () -> owner.get("/v1/holds").expect(200).body().path("items").isEmpty());
    long used = 0;
    for (JsonNode record : owner.get("/v1/usage").expect(200).body().path("items")) {
      if (record.path("meter").asString().equals("card.ascend910b")) {
        used += Long.parseLong(record.path("quantity").asString());
      }
    }
    // in thousandths of a card for a microsecond
    long micros = Duration.between(truth.start(), truth.end()).toNanos() / 1_000;
    assertThat(used).isEqualTo(truth.cards() * 1_000 * micros);
  }
}
