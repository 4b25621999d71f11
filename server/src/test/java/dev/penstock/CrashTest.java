package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.jobs.Milestones.Milestone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Kills the server while it has a job in its hands, and starts it again on the same folder: the job
 * ends well, started once and charged once. All tests crash one and the same installation.
 */
@Tag("slow")
class CrashTest {
  // the shape of the flavour cpu.nano
  private static final long MILLI_CORES = 100;
  private static final long MEMORY_MIB = 256;
  private static final BigDecimal TOP_UP = new BigDecimal("10.000000");
  private static final BigDecimal HOUR_MICROS = BigDecimal.valueOf(3_600_000_000L);
  private static final Map<String, BigDecimal> PRICED_IN =
      Map.of(
          "core", HOUR_MICROS.multiply(BigDecimal.valueOf(1_000)),
          "memory", HOUR_MICROS.multiply(BigDecimal.valueOf(1_024)));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path temp;

  private static @Nullable ServerProcess server;

  private TestCentre.@Nullable Tenant tenant;

  private static Path dataFolder() {
    return temp.resolve("data");
  }

  /** Ends the server that runs, if one does, as a power cut would, and starts one. */
  private static ServerProcess restart(@Nullable Milestone haltAt) {
    if (server != null) {
      server.kill();
    }
    server = ServerProcess.fork(dataFolder(), haltAt);
    return server;
  }

  private static ServerProcess running() {
    return server != null && server.isAlive() && !server.halts() ? server : restart(null);
  }

  @AfterAll
  static void stopsTheServerWithItsDatabase() {
    ServerProcess last = running();
    last.centre();
    last.stop();
  }

  @ParameterizedTest
  @EnumSource(Milestone.class)
  void startsOnceAndChargesOnceWhenLostAt(Milestone milestone) {
    ServerProcess crashing = restart(milestone);
    TestCentre.Tenant customer = customer(crashing.centre());
    submitToDying(customer.owner(), training(2));
    assertThat(crashing.exitCode()).isEqualTo(CrashingServer.KILLED);

    assertEndedWell(restart(null).centre());
  }

  @Test
  void startsOnceAndChargesOnceWhenKilledInTheMiddle() {
    ServerProcess doomed = running();
    customer(doomed.centre());
    submit(owner(doomed.centre()), training(4));
    awaitRunning(doomed.centre());
    doomed.kill();

    assertEndedWell(restart(null).centre());
  }

  @Test
  void chargesAJobThatIsCancelledAfterTheCrashForItsTimeOnly() {
    ServerProcess doomed = running();
    customer(doomed.centre());
    submit(owner(doomed.centre()), training(900));
    awaitRunning(doomed.centre());
    doomed.kill();

    TestCentre centre = restart(null).centre();
    Instant before = Instant.now();
    owner(centre).post("/v1/jobs/" + onlyJob(centre).path("id").asString() + "/cancel").expect(200);
    JsonNode job = awaitEnd(centre);
    assertThat(job.path("state").asString()).isEqualTo("CANCELLED");
    assertThat(onlyAttempt(job).endedAt()).isBetween(before, Instant.now());
    assertThat(log(centre, job)).containsOnlyOnce("began");
    assertChargedOnce(centre, job);
  }

  @Test
  void refusesASecondServerOnTheSameFolder() {
    ServerProcess first = running();
    first.centre();
    ServerProcess second = ServerProcess.fork(dataFolder(), null);
    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output())
        .contains("the data folder " + dataFolder() + " belongs to another running server");
    first.centre().anonymous().get("/v1/flavours").expect(200);
  }

  /** Notes each start both in the log and in what outlives an attempt, and when it worked. */
  private static String training(int seconds) {
    return """
    {'name': 'crash', 'kind': 'training', 'runtime': 'shell', 'flavour': 'cpu.nano',
     'outputs': [{'name': 'kept'}], 'retries': 3,
     'command': 'echo began; echo start >> $PENSTOCK_CHECKPOINT/starts
       && date +%%s%%N > $PENSTOCK_OUTPUT_KEPT/from && sleep %d
       && cp $PENSTOCK_CHECKPOINT/starts $PENSTOCK_OUTPUT_KEPT/starts
       && date +%%s%%N > $PENSTOCK_OUTPUT_KEPT/to'}
    """
        .formatted(seconds)
        .replaceAll("\\s+", " ");
  }

  /** An organisation of its own for each test, so that all that it has is this test's job's. */
  private TestCentre.Tenant customer(TestCentre centre) {
    TestCentre.Tenant fresh = centre.approvedOrganisation("enterprise");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(fresh.orgId()),
            "{'amountYuan': '%s', 'reference': 'first'}".formatted(TOP_UP))
        .expect(201);
    tenant = fresh;
    return fresh;
  }

  private TestClient owner(TestCentre centre) {
    return centre.as(Objects.requireNonNull(tenant).key());
  }

  private static void submit(TestClient owner, String spec) {
    owner.post("/v1/jobs", spec).expect(201);
  }

  /** The server may die before it answers. */
  private static void submitToDying(TestClient owner, String spec) {
    try {
      submit(owner, spec);
    } catch (AssertionError e) {
      assertThat(e).hasCauseInstanceOf(IOException.class);
    }
  }

  private JsonNode onlyJob(TestCentre centre) {
    JsonNode jobs = owner(centre).get("/v1/jobs").expect(200).body().path("items");
    assertThat(jobs).hasSize(1);
    return owner(centre).get("/v1/jobs/" + jobs.path(0).path("id").asString()).expect(200).body();
  }

  private void awaitRunning(TestCentre centre) {
    Await.until(
        () -> "the job runs: " + onlyJob(centre),
        () -> {
          JsonNode job = onlyJob(centre);
          return job.path("state").asString().equals("RUNNING")
              && log(centre, job).contains("began");
        });
  }

  private JsonNode awaitEnd(TestCentre centre) {
    return Await.value(
        () -> "the job ends: " + onlyJob(centre),
        () -> Optional.of(onlyJob(centre)).filter(job -> job.hasNonNull("endedAt")));
  }

  private String log(TestCentre centre, JsonNode job) {
    return owner(centre)
        .with("Accept", "text/plain")
        .get("/v1/jobs/%s/logs".formatted(job.path("id").asString()))
        .expect(200)
        .text();
  }

  private String kept(TestCentre centre, JsonNode job, String file) {
    return owner(centre)
        .get("/v1/jobs/%s/outputs/kept/%s".formatted(job.path("id").asString(), file))
        .expect(200)
        .text();
  }

  private void assertEndedWell(TestCentre centre) {
    JsonNode job = awaitEnd(centre);
    assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("SUCCEEDED");
    assertThat(log(centre, job)).isEqualTo("began\n");
    assertThat(kept(centre, job, "starts")).isEqualTo("start\n");
    assertTimeIsTheProgramsOwn(centre, job);
    assertChargedOnce(centre, job);
  }

  /** That the server was not there makes an attempt no longer. */
  private void assertTimeIsTheProgramsOwn(TestCentre centre, JsonNode job) {
    Attempt attempt = onlyAttempt(job);
    Instant from = instant(kept(centre, job, "from"));
    Instant to = instant(kept(centre, job, "to"));
    // a file's time, which the engine takes, may be a tick of the kernel behind the clock
    assertThat(attempt.startedAt()).isBefore(from);
    assertThat(attempt.startedAt()).isCloseTo(from, within(3, ChronoUnit.SECONDS));
    assertThat(attempt.endedAt()).isAfter(to.minus(Duration.ofMillis(20)));
    assertThat(attempt.endedAt()).isCloseTo(to, within(3, ChronoUnit.SECONDS));
  }

  private static Instant instant(String nanos) {
    return Instant.EPOCH.plusNanos(Long.parseLong(nanos.strip()));
  }

  private record Attempt(Instant startedAt, Instant endedAt) {
    long micros() {
      return ChronoUnit.MICROS.between(startedAt, endedAt);
    }
  }

  private static Attempt onlyAttempt(JsonNode job) {
    assertThat(job.path("attempts")).hasSize(1);
    JsonNode attempt = job.path("attempts").path(0);
    return new Attempt(
        Instant.parse(attempt.path("startedAt").asString()),
        Instant.parse(attempt.path("endedAt").asString()));
  }

  private void assertChargedOnce(TestCentre centre, JsonNode job) {
    TestClient owner = owner(centre);
    Attempt attempt = onlyAttempt(job);
    Await.until(
        () -> "the hold is settled: " + owner.get("/v1/holds").text(),
        () -> owner.get("/v1/holds").expect(200).body().path("items").isEmpty());

    Map<String, BigInteger> used = used(owner);
    assertThat(used)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "core", BigInteger.valueOf(Math.multiplyExact(MILLI_CORES, attempt.micros())),
                "memory", BigInteger.valueOf(Math.multiplyExact(MEMORY_MIB, attempt.micros()))));

    BigDecimal total = priced(centre, used);
    YearMonth month = YearMonth.from(attempt.startedAt().atZone(ZoneId.of("Asia/Shanghai")));
    assertThat(owner.get("/v1/statement?month=" + month).expect(200).at("totalYuan"))
        .isEqualTo(total.toPlainString());
    TestClient.Answer balance = owner.get("/v1/balance").expect(200);
    assertThat(balance.at("balanceYuan")).isEqualTo(TOP_UP.subtract(total).toPlainString());
    assertThat(balance.at("heldYuan")).isEqualTo("0.000000");
    assertThat(balance.at("availableYuan")).isEqualTo(balance.at("balanceYuan"));

    JsonNode ledger = centre.operator().get("/v1/operator/ledger?check=true").expect(200).body();
    assertThat(ledger.path("sumYuan").asString()).isEqualTo("0.000000");
    assertThat(ledger.path("differences").isArray()).isTrue();
    assertThat(ledger.path("differences")).isEmpty();
    assertNothingIsLeftWithTheEngine();
  }

  /** All that the organisation has used, by meter. */
  private static Map<String, BigInteger> used(TestClient owner) {
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
  private static BigDecimal priced(TestCentre centre, Map<String, BigInteger> used) {
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
                    .divide(PRICED_IN.get(meter), 6, rounding));
      }
    }
    return total;
  }

  private static void assertNothingIsLeftWithTheEngine() {
    Await.until(() -> "the engine forgets " + attemptFolders(), () -> attemptFolders().isEmpty());
  }

  private static List<Path> attemptFolders() {
    try (Stream<Path> folders = Files.list(dataFolder().resolve("local/attempts"))) {
      return folders.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
