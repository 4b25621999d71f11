package dev.penstock.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Await;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient.Answer;
import dev.penstock.fleet.Nodes;
import dev.penstock.jobs.JobFigures;
import dev.penstock.queues.Occupancy;
import dev.penstock.shared.Access;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class InsightsApiTest {
  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private JsonMapper json;
  @Autowired private Nodes nodes;
  @Autowired private Occupancy occupancy;
  @Autowired private JobFigures jobs;
  @Autowired private HealthWatch health;

  private Tenant paying() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/" + tenant.orgId() + "/top-ups",
            "{'amountYuan': '10.00', 'reference': 'bank-1'}")
        .expect(201);
    return tenant;
  }

  private static String runningJob(Tenant tenant) {
    String job =
        tenant
            .owner()
            .post(
                "/v1/jobs",
                """
                {'name': 'watched', 'runtime': 'shell', 'flavour': 'cpu.nano',
                 'command': 'exec sleep 200', 'wallTime': '5m'}
                """)
            .expect(201)
            .at("id");
    Await.until(
        () -> "the start of job " + job,
        () -> tenant.owner().get("/v1/jobs/" + job).expect(200).at("state").equals("RUNNING"));
    return job;
  }

  private static void stop(Tenant tenant, String job) {
    tenant.owner().post("/v1/jobs/" + job + "/cancel").expect(200);
    tenant.owner().get("/v1/jobs/" + job + "/events").expect(200);
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  @Test
  void showsEverybodyWhatThereIsAndWhatItCosts() {
    Answer answer = centre.anonymous().get("/v1/public/status").expect(200);
    JsonNode page = answer.body();
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("max-age=10, public");
    assertThat(page.at("/name/zh").asString()).isEqualTo("Penstock");
    assertThat(page.at("/load/cores/total").asDouble()).isPositive();
    assertThat(page.at("/load/cores/share").asDouble()).isBetween(0.0, 1.0);
    assertThat(list(page.path("flavours")))
        .anySatisfy(
            flavour -> {
              assertThat(flavour.path("name").asString()).isEqualTo("cpu.small");
              assertThat(flavour.path("cores").asString()).isEqualTo("1");
              assertThat(flavour.path("total").asLong()).isPositive();
              assertThat(flavour.path("perHourYuan").asString()).matches("\\d+\\.\\d{6,}");
            });
    assertThat(page.at("/tariff/id").asString()).isEqualTo("standard");
    assertThat(page.at("/join/text").asString()).contains("申请");
    assertThat(
            centre
                .anonymous()
                .with("Accept-Language", "en")
                .get("/v1/public/status")
                .at("/join/text"))
        .startsWith("Apply");
  }

  @Test
  void namesNobodyToThePublic() {
    Tenant tenant = paying();
    String job = runningJob(tenant);
    try {
      assertThat(centre.anonymous().get("/v1/public/status").expect(200).text())
          .doesNotContain(
              tenant.orgId().toString(), job, tenant.email(), nodes.all().get(0).name());
    } finally {
      stop(tenant, job);
    }
  }

  @Test
  void showsTheStaffWhatRunsWhere() {
    Tenant tenant = paying();
    String job = runningJob(tenant);
    try {
      JsonNode node = centre.operator().get("/v1/operator/fleet").expect(200).body().at("/nodes/0");
      assertThat(node.path("state").asString()).isEqualTo("ready");
      assertThat(node.path("healthy").asBoolean()).isTrue();
      assertThat(node.path("milliCoresUsed").asLong()).isGreaterThanOrEqualTo(100);
      assertThat(list(node.path("attempts")))
          .anySatisfy(
              attempt -> {
                assertThat(attempt.path("jobId").asString()).isEqualTo(job);
                assertThat(attempt.path("jobName").asString()).isEqualTo("watched");
                assertThat(attempt.path("kind").asString()).isEqualTo("batch");
                assertThat(attempt.path("organisation").asString()).contains(tenant.email());
                assertThat(attempt.path("milliCores").asLong()).isEqualTo(100);
                assertThat(attempt.path("startedAt").isMissingNode()).isFalse();
              });
    } finally {
      stop(tenant, job);
    }
  }

  @Test
  void saysSinceWhenANodeDrainsAndWhoDrainedIt() {
    String node = "/v1/operator/nodes/" + nodes.all().getFirst().name();
    Instant before = Instant.now();
    centre.operator().post(node + "/drain", "{'reason': 'a fan is loud'}").expect(200);
    try {
      nodes.refresh();
      JsonNode drained =
          centre.operator().get("/v1/operator/fleet").expect(200).body().at("/nodes/0");
      assertThat(drained.path("state").asString()).isEqualTo("draining");
      assertThat(drained.path("reason").asString()).isEqualTo("a fan is loud");
      assertThat(drained.path("drainedBy").asString()).isNotEmpty();
      assertThat(Instant.parse(drained.path("since").asString()))
          .isBetween(before.minusSeconds(1), Instant.now());
    } finally {
      centre.operator().post(node + "/resume").expect(200);
    }
    JsonNode ready = centre.operator().get("/v1/operator/fleet").body().at("/nodes/0");
    assertThat(ready.path("state").asString()).isEqualTo("ready");
    assertThat(ready.path("drainedBy").isMissingNode()).isTrue();
  }

  @Test
  void keepsOneSampleAMinute() {
    Instant minute = Instant.parse("2126-11-25T08:00:00Z");
    LoadTable table = new LoadTable(jdbc, json);
    book(minute.plusSeconds(3)).sample();
    book(minute.plusSeconds(50)).sample();
    assertThat(access.system(() -> table.since(minute.minusSeconds(60))))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.at()).isEqualTo(minute);
              assertThat(it.milliCoresTotal()).isPositive();
            });
    access.runAsSystem(
        () -> jdbc.sql("DELETE FROM insights.load WHERE at >= now() + interval '1 year'").update());
  }

  private LoadBook book(Instant at) {
    return new LoadBook(
        access, new LoadTable(jdbc, json), nodes, occupancy, jobs, Clock.fixed(at, ZoneOffset.UTC));
  }

  @Test
  void showsTheStaffTheLoadOverTime() {
    book(Instant.now()).sample();
    JsonNode load = centre.operator().get("/v1/operator/load?hours=1").expect(200).body();
    assertThat(load.path("grainSeconds").asInt()).isEqualTo(60);
    assertThat(load.at("/points/0/milliCoresTotal").asLong()).isPositive();
    assertThat(centre.operator().get("/v1/operator/load?hours=0").expect(400).at("field"))
        .isEqualTo("hours");
    assertThat(centre.operator().get("/v1/operator/load?hours=841").expect(400).at("field"))
        .isEqualTo("hours");
  }

  @Test
  void showsTheStaffHowThePartsDo() {
    Answer answer = centre.operator().get("/v1/operator/health").expect(200);
    assertThat(list(answer.body().path("parts")).stream().map(it -> it.path("name").asString()))
        .containsExactly(
            "database",
            "disk",
            "engine.local",
            "dispatch",
            "sealer",
            "biller",
            "starter",
            "endpoints",
            "ledger");
    assertThat(answer.body().at("/parts/0/state").asString()).isIn("ok", "warning");
    assertThat(answer.at("/parts/0/title")).isEqualTo("数据库");
    assertThat(answer.body().at("/parts/0/figures/sizeBytes").asLong()).isPositive();
    assertThat(answer.body().at("/parts/8/state").asString()).isEqualTo("ok");
    assertThat(answer.at("/parts/8/detail")).isEqualTo("所有余额之和为零。");
    assertThat(centre.operator().with("Accept-Language", "en").get("/v1/operator/health").text())
        .contains("All balances add up to zero.")
        .doesNotContain("health.")
        .doesNotContainPattern("\\{[a-z]\\w+\\}");
  }

  @Test
  void tellsPrometheusTheFiguresOfTheLastLook() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new Gauges(health).bindTo(registry);
    health.look();
    assertThat(registry.get("penstock.database.size").gauge().value()).isPositive();
    assertThat(registry.get("penstock.ledger.sum.micro.yuan").gauge().value()).isZero();
    assertThat(registry.get("penstock.parts").tag("state", "ok").gauge().value()).isPositive();
  }

  @Test
  void knowsHowLongJobsWaited() {
    Tenant tenant = paying();
    Instant before = Instant.now().minusSeconds(1);
    stop(tenant, runningJob(tenant));
    assertThat(jobs.waits(before))
        .hasEntrySatisfying(
            "cpu.nano",
            it -> {
              assertThat(it.jobs()).isPositive();
              assertThat(it.organisations()).isPositive();
              assertThat(it.p50()).isLessThanOrEqualTo(it.p90());
            });
    assertThat(jobs.waits(Instant.now().plusSeconds(60))).isEmpty();
  }

  @Test
  void showsTheStaffAnOrganisationAtOnce() {
    Tenant tenant = paying();
    centre.member(tenant, "member");
    String job = runningJob(tenant);
    try {
      JsonNode detail =
          centre.operator().get("/v1/operator/organisations/" + tenant.orgId()).expect(200).body();
      assertThat(detail.at("/organisation/contactEmail").asString()).isEqualTo(tenant.email());
      assertThat(detail.at("/organisation/members").asInt()).isEqualTo(2);
      assertThat(detail.path("runningJobs").asInt()).isEqualTo(1);
      assertThat(detail.path("waitingJobs").asInt()).isZero();
      assertThat(detail.path("endpoints").asInt()).isZero();
      assertThat(detail.at("/money/balanceYuan").asString()).startsWith("10.0");
      assertThat(detail.at("/money/heldYuan").asString()).isNotEqualTo("0.000000");
      assertThat(detail.at("/money/topUps/0/reference").asString()).isEqualTo("bank-1");
    } finally {
      stop(tenant, job);
    }
    centre
        .operator()
        .get("/v1/operator/organisations/00000000-0000-7000-8000-000000000000")
        .expect(404);
  }
}
