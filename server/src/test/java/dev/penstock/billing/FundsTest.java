package dev.penstock.billing;

import static dev.penstock.billing.Books.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class FundsTest {
  @Autowired private Funds funds;
  @Autowired private TopUps topUps;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final OrgId org = OrgId.next();
  private final UUID resource = UUID.randomUUID();

  private void paidIn(String amount) {
    topUps.add(org, yuan(amount), "bank-1", null);
  }

  private boolean hold(UUID of, String amount) {
    return funds.hold(List.of(new HoldRequest(org, of, yuan(amount)))).contains(of);
  }

  @Test
  void creditsATopUpOnceForItsReference() {
    TopUp first = topUps.add(org, yuan("100"), "bank-1", null);
    assertThat(topUps.add(org, yuan("100"), " bank-1 ", null)).isEqualTo(first);
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("100"), Money.ZERO));
  }

  @Test
  void creditsATopUpOnceThoughItIsSentTwiceAtATime() {
    List<CompletableFuture<TopUp>> sent =
        IntStream.range(0, 4)
            .mapToObj(
                time ->
                    CompletableFuture.supplyAsync(() -> topUps.add(org, yuan("5"), "bank-1", null)))
            .toList();
    assertThat(sent.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(funds.balance(org).available()).isEqualTo(yuan("5"));
  }

  @Test
  void refusesTheReferenceOfAnotherAmount() {
    paidIn("100");
    assertThatThrownBy(() -> topUps.add(org, yuan("200"), "bank-1", null))
        .isInstanceOf(ProblemException.class)
        .hasMessage("this reference stands for a top-up of ¥100.000000, not of ¥200.000000");
  }

  @Test
  void refusesATopUpOfNothing() {
    assertThatThrownBy(() -> topUps.add(org, Money.ZERO, "bank-1", null))
        .hasMessageContaining("amountYuan");
    assertThatThrownBy(() -> topUps.add(org, yuan("1"), " ", null))
        .hasMessageContaining("reference");
  }

  @Test
  void saysWhatIsMissingWhenTheBalanceIsTooLow() {
    paidIn("1.5");
    funds.require(org, yuan("1.5"));
    assertThatThrownBy(() -> funds.require(org, yuan("2")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> {
              assertThat(refusal.problem().status()).isEqualTo(402);
              assertThat(refusal.problem().detail())
                  .isEqualTo("this may cost up to ¥2.000000, and ¥1.500000 is available");
              assertThat(refusal.problem().hint()).contains("at least ¥0.500000");
            });
  }

  @Test
  void requiresWithinATenantsTransaction() {
    paidIn("1");
    access.runAsTenant(org, () -> funds.require(org, yuan("1")));
  }

  @Test
  void setsMoneyAsideAndGivesItBack() {
    paidIn("10");
    assertThat(hold(resource, "4")).isTrue();
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("6"), yuan("4")));
    funds.release(org, resource);
    funds.release(org, resource);
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("10"), Money.ZERO));
  }

  @Test
  void holdsOnceForAResource() {
    paidIn("10");
    assertThat(hold(resource, "4")).isTrue();
    assertThat(hold(resource, "4")).isTrue();
    HoldRequest request = new HoldRequest(org, UUID.randomUUID(), yuan("6"));
    assertThat(funds.hold(List.of(request, request))).containsExactly(request.resource());
    assertThat(funds.balance(org)).isEqualTo(new Balance(Money.ZERO, yuan("10")));
  }

  @Test
  void doesNotReopenAHoldThatWasReleased() {
    paidIn("10");
    hold(resource, "4");
    funds.release(org, resource);
    assertThat(hold(resource, "4")).isFalse();
  }

  @Test
  void fundsThoseThatTheWalletCanPayInTheirOrder() {
    paidIn("10");
    List<UUID> resources = java.util.stream.Stream.generate(UUID::randomUUID).limit(4).toList();
    assertThat(
            funds.hold(
                List.of(
                    new HoldRequest(org, resources.get(0), yuan("6")),
                    new HoldRequest(org, resources.get(1), yuan("5")),
                    new HoldRequest(org, resources.get(2), yuan("4")),
                    new HoldRequest(org, resources.get(3), Money.ZERO))))
        .containsExactly(resources.get(0), resources.get(2), resources.get(3));
  }

  @Test
  void holdsNothingForAnOrganisationThatNeverPaid() {
    assertThat(hold(resource, "0.000001")).isFalse();
    assertThat(hold(UUID.randomUUID(), "0")).isTrue();
  }

  @Test
  void doesNotLetOneOrganisationUseTheHoldOfAnother() {
    paidIn("10");
    hold(resource, "4");
    OrgId other = OrgId.next();
    assertThat(funds.hold(List.of(new HoldRequest(other, resource, Money.ZERO)))).isEmpty();
    assertThat(funds.extend(other, resource, yuan("4"))).isFalse();
    funds.release(other, resource);
    assertThat(funds.balance(org).held()).isEqualTo(yuan("4"));
  }

  @Test
  void extendsAHoldAsFarAsTheWalletGoes() {
    paidIn("10");
    hold(resource, "4");
    assertThat(funds.extend(org, resource, yuan("9"))).isTrue();
    assertThat(funds.extend(org, resource, yuan("9"))).isTrue();
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("1"), yuan("9")));
    assertThat(funds.extend(org, resource, yuan("10.000001"))).isFalse();
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("1"), yuan("9")));
    funds.release(org, resource);
    assertThat(funds.extend(org, resource, yuan("1"))).isFalse();
  }

  @Test
  void refusesToChangeATransferOrABalanceByHand() {
    paidIn("10");
    assertRefused("UPDATE billing.account SET balance = 1000000000 WHERE org_id = ?");
    assertThatThrownBy(
            () ->
                access.system(
                    () ->
                        jdbc.sql("UPDATE billing.transfer SET amount = 1 WHERE org_id = ?")
                            .param(org.value())
                            .update()))
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void refusesATransferThatNoKindOfMovementAllows() {
    paidIn("10");
    assertThatThrownBy(
            () ->
                access.system(
                    () ->
                        jdbc.sql(
                                """
                                INSERT INTO billing.transfer
                                  (id, org_id, kind, debit_account, credit_account, amount)
                                SELECT gen_random_uuid(), org_id, 'release', ?, id, 5
                                FROM billing.account WHERE org_id = ? AND kind = 'wallet'
                                """)
                            .param(Ledger.REVENUE)
                            .param(org.value())
                            .update()))
        .rootCause()
        .hasMessageContaining("no release goes from this revenue to this wallet");
  }

  private void assertRefused(String sql) {
    assertThatThrownBy(() -> access.system(() -> jdbc.sql(sql).param(org.value()).update()))
        .rootCause()
        .hasMessageContaining("money moves by new transfers only");
  }

  @Test
  void letsNoTenantTouchMoney() {
    paidIn("10");
    assertThatThrownBy(() -> access.runAsTenant(org, () -> funds.release(org, resource)))
        .isInstanceOf(IllegalStateException.class);
    String seen = "SELECT count(*) FROM billing.transfer WHERE org_id = ?";
    assertThat(
            access.tenant(
                OrgId.next(),
                () -> jdbc.sql(seen).param(org.value()).query(Integer.class).single()))
        .isZero();
  }
}
