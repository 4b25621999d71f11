package dev.penstock.billing;

import static dev.penstock.billing.Books.cores;
import static dev.penstock.billing.Books.usage;
import static dev.penstock.billing.Books.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.metering.Allocation;
import dev.penstock.metering.Allocations;
import dev.penstock.metering.CentreTime;
import dev.penstock.metering.Sealer;
import dev.penstock.metering.Usage;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From usage to the bill. */
@ServerTest
class BillingTest {
  @Autowired private Usage intake;
  @Autowired private Sealer sealer;
  @Autowired private Biller biller;
  @Autowired private Funds funds;
  @Autowired private TopUps topUps;
  @Autowired private LedgerCheck check;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  @Autowired private CentreTime time;

  private final OrgId org = OrgId.next();
  private final UUID resource = UUID.randomUUID();

  private record Line(String month, String meter, String quantity, long amount, long records) {}

  private record Part(UUID resource, YearMonth month, String meter) {}

  private void bill(UsageRecord... records) {
    bill(List.of(records));
  }

  private void bill(List<UsageRecord> records) {
    intake.accept(records);
    sealer.tick();
    biller.tick();
  }

  private void hold(String paidIn, String held) {
    topUps.add(org, yuan(paidIn), "bank-1", null);
    assertThat(funds.hold(List.of(new HoldRequest(org, resource, yuan(held))))).isNotEmpty();
  }

  private List<Line> lines() {
    return access.tenant(
        org,
        () ->
            jdbc.sql(
                    """
                    SELECT to_char(month, 'YYYY-MM') AS month, meter, quantity, amount, records
                    FROM billing.line WHERE org_id = ? ORDER BY month, meter
                    """)
                .param(org.value())
                .query(Line.class)
                .list());
  }

  @Test
  void chargesUsageFromTheHoldAndReleasesTheRestOnTheLast() {
    hold("10", "4");
    bill(usage(org, resource, "1", "core", cores(2_000, Duration.ofMinutes(30)), false));
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("6"), yuan("3.9")));
    bill(usage(org, resource, "2", "core", cores(2_000, Duration.ofMinutes(30)), true));
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("9.8"), Money.ZERO));
    assertThat(lines()).containsExactly(new Line("2026-11", "core", "7200000000000", 200_000, 2));
    assertThat(check.differences()).isEmpty();
  }

  @Test
  void changesNothingWhenTheSameUsageIsDeliveredAgain() {
    hold("10", "4");
    UsageRecord record =
        usage(org, resource, "1", "core", cores(2_000, Duration.ofMinutes(30)), true);
    bill(record);
    List<Line> before = lines();
    bill(record, record);
    assertThat(lines()).isEqualTo(before);
    assertThat(funds.balance(org).available()).isEqualTo(yuan("9.9"));
  }

  @Test
  void takesFromTheWalletWhatTheHoldDoesNotCover() {
    hold("1", "1");
    bill(usage(org, resource, "1", "core", cores(30_000, Duration.ofMinutes(30)), true));
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("-0.5"), Money.ZERO));
    assertThat(funds.hold(List.of(new HoldRequest(org, UUID.randomUUID(), Money.ZERO))))
        .as("a hold while the wallet is below zero")
        .isEmpty();
    assertThat(check.differences()).isEmpty();
  }

  @Test
  void chargesCallsOfAnEndpointFromTheWallet() {
    topUps.add(org, yuan("1"), "bank-1", null);
    bill(usage(org, resource, "1", "call", 1_500, false));
    assertThat(funds.balance(org).available()).isEqualTo(yuan("0.25"));
  }

  @Test
  void chargesAnOrganisationThatNeverPaid() {
    bill(usage(org, resource, "1", "call", 1_000, false));
    assertThat(funds.balance(org).available()).isEqualTo(yuan("-0.5"));
  }

  @Test
  void roundsTheLineOnceHoweverItsUsageIsCut() {
    // each record alone is a third of a micro-yuan, and would round to nothing
    for (int part = 0; part < 30; part++) {
      bill(usage(org, resource, "p" + part, "core", 12_000_000L, false));
    }
    assertThat(lines()).extracting(Line::amount).containsExactly(10L);
    assertThat(check.differences()).isEmpty();
  }

  @Test
  void settlesTheHoldOfAnAttemptThatEndedAsItStarted() {
    hold("10", "4");
    bill(usage(org, resource, "1", "core", 0, true));
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("10"), Money.ZERO));
    assertThat(lines()).isEmpty();
  }

  @Test
  void putsUsageIntoTheMonthOfTheCentre() {
    Instant lastMinute = Instant.parse("2026-11-30T15:59:00Z");
    bill(
        usage(org, resource, "1", "call", 1, false, lastMinute),
        usage(org, resource, "2", "call", 1, false, lastMinute.plusSeconds(60)));
    assertThat(lines()).extracting(Line::month).containsExactly("2026-11", "2026-12");
  }

  @Test
  void goesOnPastUsageThatNothingPrices() {
    bill(
        usage(org, resource, "1", "card.unheard-of", 1, false),
        usage(org, resource, "2", "call", 1_000, false));
    assertThat(lines()).extracting(Line::meter).containsExactly("call");
    String kept = "SELECT meter FROM billing.unrated_usage WHERE org_id = ?";
    assertThat(
            access.operator(() -> jdbc.sql(kept).param(org.value()).query(String.class).single()))
        .isEqualTo("card.unheard-of");
  }

  @Test
  void neitherLosesNorDoublesWhenItDiesBeforeItCommits() {
    hold("10", "4");
    intake.accept(
        List.of(usage(org, resource, "1", "core", cores(2_000, Duration.ofMinutes(30)), true)));
    dying(sealer::tick);
    sealer.tick();
    dying(biller::tick);
    biller.tick();
    assertThat(lines()).extracting(Line::amount, Line::records).hasSize(1);
    assertThat(lines().getFirst().records()).isEqualTo(1);
    assertThat(funds.balance(org)).isEqualTo(new Balance(yuan("9.9"), Money.ZERO));
    assertThat(check.differences()).isEmpty();
  }

  private void dying(Runnable work) {
    assertThatThrownBy(
            () ->
                access.runAsSystem(
                    () -> {
                      work.run();
                      throw new IllegalStateException("the power goes");
                    }))
        .hasMessage("the power goes");
  }

  static LongStream seeds() {
    return LongStream.range(0, 6);
  }

  /** Of one card in part, or of whole ones. */
  private static long milliCards(Random random) {
    return random.nextBoolean() ? random.nextLong(1, 1_000) : 1_000 * random.nextLong(1, 9);
  }

  /** The bill, computed anew from nothing but the usage and the published prices. */
  @ParameterizedTest
  @MethodSource("seeds")
  void billsWhatTheUsageComesToByTheTariff(long seed) {
    Random random = new Random(seed);
    topUps.add(org, yuan("100000"), "bank-1", null);
    Instant now = Instant.parse("2026-11-29T20:00:00Z").plusNanos(random.nextLong(1L << 45));
    List<UsageRecord> all = new ArrayList<>();
    for (int attempt = 0; attempt < 5; attempt++) {
      Allocation allocation =
          new Allocation(
              org,
              new ProjectId(UUID.randomUUID()),
              JobId.next(),
              UUID.randomUUID(),
              new Shape("ascend910b", milliCards(random), random.nextLong(1, 96_000), 7_777),
              random.nextInt(1, 9),
              now);
      funds.hold(List.of(new HoldRequest(org, allocation.attempt(), yuan("2000"))));
      Instant end = now.plusNanos(random.nextLong(1L << 46));
      bill(
          Allocations.soFar(
              allocation, now.plus(Duration.between(now, end).dividedBy(2)), time.timeZone()));
      List<UsageRecord> records = Allocations.records(allocation, end, time.timeZone(), Map.of());
      bill(records);
      all.addAll(records);
    }
    long expected = recomputed(all);
    assertThat(expected).isPositive();
    assertThat(lines().stream().mapToLong(Line::amount).sum()).isEqualTo(expected);
    assertThat(funds.balance(org))
        .isEqualTo(new Balance(yuan("100000").minus(new Money(expected)), Money.ZERO));
    assertThat(check.differences()).isEmpty();
  }

  private long recomputed(List<UsageRecord> records) {
    Map<Part, BigInteger> totals = new HashMap<>();
    for (UsageRecord record : records) {
      Part part = new Part(record.resource(), time.month(record.start()), record.meter());
      totals.merge(part, BigInteger.valueOf(record.quantity()), BigInteger::add);
    }
    return totals.entrySet().stream()
        .mapToLong(total -> priceOf(total.getKey().meter(), total.getValue()))
        .sum();
  }

  private static long priceOf(String meter, BigInteger quantity) {
    BigDecimal hours = new BigDecimal(quantity).scaleByPowerOfTen(-6);
    return switch (meter) {
      case "core" -> round(hours, "0.10", 1_000 * 3_600);
      case "memory" -> round(hours, "0.02", 1_024 * 3_600);
      case "card.ascend910b" -> round(hours, "6.00", 1_000 * 3_600);
      default -> throw new IllegalArgumentException(meter);
    };
  }

  private static long round(BigDecimal seconds, String price, long unit) {
    return seconds
        .multiply(new BigDecimal(price))
        .scaleByPowerOfTen(6)
        .divide(BigDecimal.valueOf(unit), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
