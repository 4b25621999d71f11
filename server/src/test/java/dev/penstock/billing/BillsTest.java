package dev.penstock.billing;

import static dev.penstock.billing.Books.START;
import static dev.penstock.billing.Books.cores;
import static dev.penstock.billing.Books.usage;
import static dev.penstock.billing.Books.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.penstock.ServerTest;
import dev.penstock.billing.BillViews.LineView;
import dev.penstock.billing.BillViews.StatementView;
import dev.penstock.billing.BillViews.TransferView;
import dev.penstock.billing.BillViews.TrialBalanceView;
import dev.penstock.metering.Sealer;
import dev.penstock.metering.Usage;
import dev.penstock.metering.UsageView;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class BillsTest {
  private static final Bills.TransferFilter EVERY =
      new Bills.TransferFilter(null, null, null, null);

  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Autowired private Bills bills;
  @Autowired private TrialBalance trialBalance;
  @Autowired private Tariffs tariffs;
  @Autowired private Usage intake;
  @Autowired private Sealer sealer;
  @Autowired private Biller biller;
  @Autowired private Funds funds;
  @Autowired private TopUps topUps;

  private final OrgId org = OrgId.next();
  private final UUID resource = UUID.randomUUID();

  @BeforeEach
  void halfAnHourOfThreeCores() {
    topUps.add(org, yuan("10"), "bank-1", null);
    funds.hold(List.of(new HoldRequest(org, resource, yuan("0.1"))));
    Duration quarter = Duration.ofMinutes(15);
    intake.accept(
        List.of(
            usage(org, resource, "1", "core", cores(3_000, quarter), false),
            usage(org, resource, "2", "core", cores(3_000, quarter), false, START.plus(quarter)),
            usage(org, resource, "3", "call", 4_000, false)));
    sealer.tick();
    biller.tick();
  }

  private LineView line(String meter) {
    return bills
        .statement(org, NOVEMBER, null, null, new ListQuery(null, null, 10, null))
        .lines()
        .stream()
        .filter(line -> line.meter().equals(meter))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsALineWithAllThatItsAmountComesFrom() {
    LineView line = line("core");
    assertThat(line.quantity()).isEqualTo(5_400_000_000_000L);
    assertThat(line.unit()).isEqualTo("milli-core-microsecond");
    assertThat(line.pricingQuantity()).isEqualTo("1.500000000");
    assertThat(line.pricingUnit()).isEqualTo("core-hour");
    assertThat(line.unitPriceYuan()).isEqualTo("0.100000");
    assertThat(line.amountYuan()).isEqualTo(yuan("0.15"));
    assertThat(line.records()).isEqualTo(2);
  }

  @Test
  void totalsTheWholeMonthOnEachPage() {
    StatementView first =
        bills.statement(org, NOVEMBER, null, null, new ListQuery(null, null, 1, null));
    StatementView second =
        bills.statement(org, NOVEMBER, null, null, new ListQuery(null, null, 1, first.next()));
    assertThat(first.totalYuan()).isEqualTo(yuan("2.15")).isEqualTo(second.totalYuan());
    assertThat(first.lines()).hasSize(1);
    assertThat(second.lines()).hasSize(1).doesNotContainAnyElementsOf(first.lines());
    assertThat(second.next()).isNull();
    assertThat(
            bills
                .statement(
                    org, NOVEMBER.plusMonths(1), null, null, new ListQuery(null, null, 1, null))
                .totalYuan())
        .isEqualTo(Money.ZERO);
  }

  @Test
  void goesBackFromALineToItsSealedRecords() {
    Page<UsageView> page = bills.usage(org, line("core").id(), 1, null);
    assertThat(page.items()).extracting(UsageView::id).containsExactly("1");
    assertThat(page.items().getFirst().hash()).hasSize(64);
    assertThat(bills.usage(org, line("core").id(), 1, page.next()).items())
        .extracting(UsageView::id)
        .containsExactly("2");
  }

  @Test
  void hidesALineFromOthers() {
    UUID line = line("core").id();
    assertThatThrownBy(() -> bills.usage(OrgId.next(), line, 1, null))
        .hasMessageContaining("there is no line");
    assertThat(
            bills
                .statement(OrgId.next(), NOVEMBER, null, null, new ListQuery(null, null, 10, null))
                .lines())
        .isEmpty();
  }

  @Test
  void showsEachMovementOfMoney() {
    assertThat(bills.transfers(org, EVERY, new ListQuery(null, null, 100, null)).items())
        .extracting(TransferView::kind, TransferView::debit, TransferView::credit)
        .startsWith(tuple("top-up", "cash", "wallet"), tuple("hold", "wallet", "held"))
        .contains(tuple("capture", "held", "revenue"), tuple("capture", "wallet", "revenue"));
    assertThat(bills.transfers(org, EVERY, new ListQuery(null, null, 1, null)).next()).isNotNull();
  }

  @Test
  void showsTheOpenHolds() {
    assertThat(bills.holds(org, new ListQuery(null, null, 10, null)).items())
        .singleElement()
        .satisfies(
            hold -> {
              assertThat(hold.resource()).isEqualTo(resource);
              assertThat(hold.capturedYuan().plus(hold.leftYuan())).isEqualTo(hold.amountYuan());
            });
    funds.release(org, resource);
    assertThat(bills.holds(org, new ListQuery(null, null, 10, null)).items()).isEmpty();
  }

  @Test
  void refusesACursorThatIsNone() {
    assertThatThrownBy(() -> bills.holds(org, new ListQuery(null, null, 10, "here")))
        .hasMessageContaining("cursor");
    assertThatThrownBy(() -> bills.usage(org, resource, 10, "here")).hasMessageContaining("cursor");
  }

  @Test
  void balancesToZero() {
    TrialBalanceView balance = trialBalance.read(true);
    assertThat(balance.sumYuan()).hasToString("0.000000");
    assertThat(balance.differences()).isEmpty();
    assertThat(balance.accounts()).extracting(BillViews.AccountView::organisationId).contains(org);
  }

  @Test
  void showsThePricesWithTheirUnits() {
    BillViews.TariffView tariff = BillViews.TariffView.of(tariffs.current());
    assertThat(tariff.items())
        .contains(new BillViews.PriceView("memory", "GiB-hour", "MiB-microsecond", "0.020000"));
    assertThat(BillViews.price(new BigDecimal("0.123456789"))).isEqualTo("0.123456789");
  }
}
