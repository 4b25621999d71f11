package dev.penstock.billing;

import static dev.penstock.billing.Books.cores;
import static dev.penstock.billing.Books.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.metering.CentreTime;
import dev.penstock.metering.Sealer;
import dev.penstock.metering.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServerTest
class MoneyBookTest {
  @Autowired private Usage intake;
  @Autowired private Sealer sealer;
  @Autowired private Biller biller;
  @Autowired private Clock clock;
  @Autowired private CentreTime time;

  private final TestCentre centre;
  private final TestCentre.Tenant tenant;
  private final TestClient owner;

  MoneyBookTest(@Autowired TestCentre centre) {
    this.centre = centre;
    this.tenant = centre.approvedOrganisation("enterprise");
    this.owner = tenant.owner();
  }

  private LocalDate today() {
    return clock.instant().atZone(time.timeZone()).toLocalDate();
  }

  /** Uses three core-hours, for ¥0.30, and some memory. */
  private void use() {
    UUID resource = UUID.randomUUID();
    intake.accept(
        List.of(
            usage(
                tenant.orgId(), resource, "1", "core", cores(6_000, Duration.ofMinutes(30)), false),
            usage(tenant.orgId(), resource, "2", "memory", 1024L * 1_800_000_000, true)));
    sealer.tick();
    biller.tick();
  }

  private static BigDecimal sum(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(it -> new BigDecimal(it.path("amountYuan").asString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void showsWhatWasChargedSoThatItAddsUpToTheBill() {
    use();
    JsonNode spend = owner.get("/v1/spend").expect(200).body();
    String total = spend.path("totalYuan").asString();
    assertThat(total).isNotEqualTo("0.000000");
    assertThat(total).isEqualTo(owner.get("/v1/statement?month=2026-11").at("totalYuan"));
    assertThat(sum(spend.path("days"))).isEqualByComparingTo(total);
    assertThat(sum(spend.path("parts"))).isEqualByComparingTo(total);
    assertThat(spend.path("days")).hasSize(30);
    JsonNode last = spend.path("days").path(29);
    assertThat(last.path("date").asString()).isEqualTo(today().toString());
    assertThat(last.path("amountYuan").asString()).isEqualTo(total);
    assertThat(spend.at("/parts/0/meter").asString()).isEqualTo("core");
    assertThat(spend.at("/parts/0/amountYuan").asString()).isEqualTo("0.300000");
  }

  @Test
  void showsTheDaysThatWereAskedFor() {
    use();
    LocalDate yesterday = today().minusDays(1);
    JsonNode past =
        owner.get("/v1/spend?from=%s&to=%s".formatted(yesterday, yesterday)).expect(200).body();
    assertThat(past.path("days")).hasSize(1);
    assertThat(past.path("totalYuan").asString()).isEqualTo("0.000000");
    for (String wrong :
        List.of("from=2026-11-02&to=2026-11-01", "from=2020-01-01&to=2026-01-01", "from=soon")) {
      assertThat(owner.get("/v1/spend?" + wrong).expect(400).at("field")).isEqualTo("from");
    }
  }

  @Test
  void showsNobodysSpendButTheCallers() {
    use();
    TestCentre.Tenant other = centre.approvedOrganisation("university");
    assertThat(other.owner().get("/v1/spend").expect(200).at("totalYuan")).isEqualTo("0.000000");
    centre.member(tenant, "viewer").get("/v1/spend").expect(403);
  }

  @Test
  void showsTheStaffRevenueAndTopUpsByDay() {
    BigDecimal before = money("/today/revenueYuan");
    BigDecimal paidBefore = money("/today/toppedUpYuan");
    BigDecimal balancesBefore = money("/balancesYuan");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '7', 'reference': 'r'}")
        .expect(201);
    use();
    assertThat(money("/today/revenueYuan").subtract(before))
        .isGreaterThanOrEqualTo(new BigDecimal("0.3"));
    assertThat(money("/today/toppedUpYuan").subtract(paidBefore)).isEqualByComparingTo("7");
    assertThat(money("/balancesYuan").subtract(balancesBefore))
        .isBetween(new BigDecimal("6"), new BigDecimal("6.7"));
    JsonNode answer = centre.operator().get("/v1/operator/money?days=7").expect(200).body();
    assertThat(answer.path("days")).hasSize(7);
    assertThat(answer.at("/days/6")).isEqualTo(answer.path("today"));
    assertThat(centre.operator().get("/v1/operator/money?days=0").expect(400).at("field"))
        .isEqualTo("days");
  }

  private BigDecimal money(String field) {
    return new BigDecimal(centre.operator().get("/v1/operator/money").expect(200).at(field));
  }
}
