package dev.penstock.billing;

import static dev.penstock.billing.Books.cores;
import static dev.penstock.billing.Books.usage;
import static dev.penstock.billing.Books.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.metering.Sealer;
import dev.penstock.metering.Usage;
import dev.penstock.shared.OrgId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServerTest
class BillingApiTest {
  @Autowired private Usage intake;
  @Autowired private Sealer sealer;
  @Autowired private Biller biller;
  @Autowired private Funds funds;

  private final UUID resource = UUID.randomUUID();
  private final TestCentre centre;
  private final TestCentre.Tenant tenant;
  private final TestClient owner;

  BillingApiTest(@Autowired TestCentre centre) {
    this.centre = centre;
    this.tenant = centre.approvedOrganisation("enterprise");
    this.owner = tenant.owner();
  }

  private TestClient.Answer topUp(String amount, String reference) {
    return centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '%s', 'reference': '%s'}".formatted(amount, reference));
  }

  /** Uses three core-hours, for ¥0.30. */
  private void use() {
    intake.accept(
        List.of(
            usage(
                tenant.orgId(),
                resource,
                "1",
                "core",
                cores(6_000, Duration.ofMinutes(30)),
                false)));
    sealer.tick();
    biller.tick();
  }

  @Test
  void showsThePricesToEverybody() {
    JsonNode tariff = centre.anonymous().get("/v1/tariff").expect(200).body();
    assertThat(tariff.path("currency").asString()).isEqualTo("CNY");
    assertThat(tariff.path("items"))
        .anySatisfy(
            item -> {
              assertThat(item.path("meter").asString()).isEqualTo("card.ascend910b");
              assertThat(item.path("unit").asString()).isEqualTo("card-hour");
              assertThat(item.path("priceYuan").asString()).isEqualTo("6.000000");
            });
  }

  @Test
  void topsUpOnceForAReference() {
    TestClient.Answer first = topUp("100.5", "bank-7").expect(201);
    assertThat(first.at("availableYuan")).isEqualTo("100.500000");
    assertThat(topUp("100.50", "bank-7").expect(201).at("transferId"))
        .isEqualTo(first.at("transferId"));
    assertThat(topUp("99", "bank-7").expect(409).at("field")).isEqualTo("reference");
    assertThat(owner.get("/v1/balance").expect(200).at("balanceYuan")).isEqualTo("100.500000");
    assertThat(owner.get("/v1/audit").expect(200).text())
        .containsOnlyOnce("wallet.topped-up")
        .contains("bank-7");
  }

  @Test
  void refusesATopUpThatCanNotBe() {
    assertThat(topUp("1.0000001", "r").expect(400).at("field")).isEqualTo("amountYuan");
    assertThat(topUp("-1", "r").expect(400).at("field")).isEqualTo("amountYuan");
    assertThat(topUp("1", "").expect(400).at("field")).isEqualTo("reference");
    centre
        .operator()
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(OrgId.next()),
            "{'amountYuan': '1', 'reference': 'r'}")
        .expect(404);
  }

  @Test
  void letsNobodyButFinanceTopUpOrSeeTheLedger() {
    owner
        .post(
            "/v1/operator/organisations/%s/top-ups".formatted(tenant.orgId()),
            "{'amountYuan': '1', 'reference': 'r'}")
        .expect(403);
    owner.get("/v1/operator/ledger").expect(403);
    centre.anonymous().get("/v1/operator/ledger").expect(401);
  }

  @Test
  void letsAMemberWithoutTheRoleSeeNoMoney() {
    TestClient viewer = centre.member(tenant, "viewer");
    for (String path :
        List.of("/v1/balance", "/v1/holds", "/v1/statement", "/v1/usage", "/v1/transfers")) {
      assertThat(viewer.get(path).status()).as(path).isEqualTo(403);
      assertThat(centre.anonymous().get(path).status()).as(path).isEqualTo(401);
    }
    centre.member(tenant, "billing").get("/v1/balance").expect(200);
  }

  @Test
  void showsTheWayFromTheStatementBackToTheUsage() {
    topUp("10", "bank-1").expect(201);
    funds.hold(List.of(new HoldRequest(tenant.orgId(), resource, yuan("4"))));
    use();
    JsonNode balance = owner.get("/v1/balance").expect(200).body();
    assertThat(balance.path("balanceYuan").asString()).isEqualTo("9.700000");
    assertThat(balance.path("heldYuan").asString()).isEqualTo("3.700000");
    assertThat(balance.path("availableYuan").asString()).isEqualTo("6.000000");

    JsonNode statement = owner.get("/v1/statement?month=2026-11").expect(200).body();
    assertThat(statement.path("month").asString()).isEqualTo("2026-11");
    assertThat(statement.path("totalYuan").asString()).isEqualTo("0.300000");
    JsonNode line = statement.path("lines").path(0);
    assertThat(line.path("quantity").isString()).isTrue();
    assertThat(line.path("pricingQuantity").asString()).isEqualTo("3.000000000");
    assertThat(line.path("amountYuan").asString()).isEqualTo("0.300000");

    String usage = "/v1/statement/lines/%s/usage".formatted(line.path("id").asString());
    JsonNode record = owner.get(usage).expect(200).body().path("items").path(0);
    assertThat(record.path("quantity").asString()).isEqualTo("10800000000000");
    assertThat(owner.get("/v1/usage?resource=" + resource).expect(200).body().path("items").path(0))
        .isEqualTo(record);
    assertThat(owner.get("/v1/holds").expect(200).body().path("items")).hasSize(1);
    assertThat(owner.get("/v1/transfers?limit=2").expect(200).body().path("items")).hasSize(2);

    TestCentre.Tenant other = centre.approvedOrganisation("university");
    other.owner().get(usage).expect(404);
    assertThat(other.owner().get("/v1/usage?resource=" + resource).body().path("items")).isEmpty();
  }

  @Test
  void namesTheMonthThatItCanNotRead() {
    assertThat(owner.get("/v1/statement?month=November").expect(400).at("field"))
        .isEqualTo("month");
    assertThat(owner.get("/v1/statement?limit=0").expect(400).at("field")).isEqualTo("limit");
    owner.get("/v1/statement").expect(200);
  }

  @Test
  void showsALedgerThatAddsUpToZero() {
    topUp("10", "bank-1").expect(201);
    use();
    JsonNode ledger = centre.operator().get("/v1/operator/ledger?check=true").expect(200).body();
    assertThat(ledger.path("sumYuan").asString()).isEqualTo("0.000000");
    assertThat(ledger.path("differences")).isEmpty();
    assertThat(ledger.path("accounts"))
        .anyMatch(account -> account.path("kind").asString().equals("revenue"));
  }

  @Test
  void tellsWhenTheBalanceFallsBelowTheThreshold() {
    topUp("100.20", "bank-1").expect(201);
    use();
    assertThat(noticesOnceThereAre(2)).containsOnlyOnce("wallet.low").contains("剩余 ¥99.90");
  }

  /** The biller's own loop may have been first, and tells a moment after it has committed. */
  private String noticesOnceThereAre(int count) {
    TestClient.Answer answer = owner.get("/v1/notifications").expect(200);
    for (int asked = 0; asked < 500 && answer.body().path("items").size() < count; asked++) {
      answer = owner.get("/v1/notifications").expect(200);
    }
    return answer.text();
  }
}
