package dev.penstock.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RatingTest {
  private static final long HOUR = 3_600_000_000L;

  private static Rating rating(RoundingMode rounding) {
    return new Rating(
        new Tariff(
            "standard",
            "CNY",
            rounding,
            List.of(
                item("core", PricingUnit.CORE_HOUR, "0.10"),
                item("memory", PricingUnit.GIB_HOUR, "0.02"),
                item("card.ascend910b", PricingUnit.CARD_HOUR, "6.00"),
                item("call", PricingUnit.THOUSAND_CALLS, "0.50"))));
  }

  private static TariffItem item(String meter, PricingUnit unit, String price) {
    return new TariffItem(meter, unit, new BigDecimal(price));
  }

  @Test
  void pricesAnHourOfEachMeter() {
    Rating rating = rating(RoundingMode.HALF_UP);
    assertThat(rating.amount("core", 1_000 * HOUR)).isEqualTo(100_000);
    assertThat(rating.amount("memory", 1_024 * HOUR)).isEqualTo(20_000);
    assertThat(rating.amount("card.ascend910b", 1_000 * HOUR)).isEqualTo(6_000_000);
    assertThat(rating.amount("call", 1)).isEqualTo(500);
  }

  @Test
  void pricesAFractionOfACardExactly() {
    assertThat(rating(RoundingMode.DOWN).amount("card.ascend910b", 125 * HOUR)).isEqualTo(750_000);
  }

  /**
   * Golden examples from the field, where truncating and rounding give different bills: an upgrade
   * in mid-term (1750 x 0.6581 = 1151.675, charged 1151.67) and a city's voucher (2.51028 counts as
   * 2.5102), both scaled so that the last digit that counts is a micro-yuan.
   */
  @ParameterizedTest
  @CsvSource({
    "0.1750,    658100,  DOWN,    115167",
    "0.1750,    658100,  HALF_UP, 115168",
    "0.0251028, 1000000, DOWN,    25102",
    "0.0251028, 1000000, HALF_UP, 25103",
  })
  void roundsAsTheTariffSays(String price, long millionths, RoundingMode rounding, long micro) {
    BigInteger quantity =
        PricingUnit.CORE_HOUR
            .size()
            .multiply(BigInteger.valueOf(millionths))
            .divide(BigInteger.valueOf(1_000_000));
    assertThat(Rating.amount(item("core", PricingUnit.CORE_HOUR, price), quantity, rounding))
        .isEqualTo(micro);
  }

  @Test
  void pricesAHundredThousandCardsForAYear() {
    BigInteger year = BigInteger.valueOf(100_000_000L * 8_760).multiply(BigInteger.valueOf(HOUR));
    assertThat(year.bitLength()).isGreaterThan(Long.SIZE - 1);
    assertThat(rating(RoundingMode.HALF_UP).amount("card.ascend910b", year))
        .isEqualTo(5_256_000_000L * 1_000_000);
    assertThat(
            rating(RoundingMode.HALF_UP)
                .dearest(List.of(new Draw("card.ascend910b", 100_000_000)), Duration.ofDays(365)))
        .isEqualTo(5_256_000_000L * 1_000_000);
  }

  @Test
  void throwsRatherThanOverflow() {
    BigInteger immense = BigInteger.TWO.pow(200);
    assertThatThrownBy(() -> rating(RoundingMode.DOWN).amount("core", immense))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void pricesAnHourOfAShapeExactly() {
    assertThat(
            rating(RoundingMode.DOWN)
                .perHour(
                    List.of(
                        new Draw("card.ascend910b", 8_000),
                        new Draw("core", 96_500),
                        new Draw("memory", 1_025))))
        .isEqualByComparingTo("57.67001953125");
  }

  @Test
  void hasNoHourlyPriceForCalls() {
    assertThatThrownBy(() -> rating(RoundingMode.DOWN).perHour(List.of(new Draw("call", 1))))
        .hasMessageContaining("no price by time");
  }

  @Test
  void roundsTheDearestPriceUp() {
    assertThat(rating(RoundingMode.DOWN).dearest(List.of(new Draw("core", 1)), Duration.ofNanos(1)))
        .isEqualTo(1);
    assertThat(rating(RoundingMode.DOWN).dearest(List.of(new Draw("core", 1)), Duration.ZERO))
        .isZero();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void billsTheSameHoweverTheUsageIsCut(long seed) {
    Random random = new Random(seed);
    Rating rating = rating(anyRounding(random));
    BigInteger total = BigInteger.ZERO;
    long posted = 0;
    for (int part = 0; part < 100; part++) {
      BigInteger before = total;
      total = total.add(BigInteger.valueOf(random.nextLong(1_000 * HOUR)));
      long difference = rating.amount("memory", total) - rating.amount("memory", before);
      assertThat(difference).isNotNegative();
      posted += difference;
    }
    assertThat(posted).isEqualTo(rating.amount("memory", total));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesLessThanAMicroYuanForEachLine(long seed) {
    Random random = new Random(seed);
    Rating rating = rating(anyRounding(random));
    BigInteger one = new BigInteger(70, random);
    BigInteger other = new BigInteger(random.nextInt(70), random);
    long apart = rating.amount("core", one) + rating.amount("core", other);
    assertThat(rating.amount("core", one.add(other))).isBetween(apart - 1, apart + 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverAsksLessForMore(long seed) {
    Random random = new Random(seed);
    Rating rating = rating(anyRounding(random));
    BigInteger quantity = new BigInteger(60, random);
    BigInteger more = quantity.add(new BigInteger(random.nextInt(1, 60), random));
    assertThat(rating.amount("core", more)).isGreaterThanOrEqualTo(rating.amount("core", quantity));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void holdsEnoughForAnyShorterUse(long seed) {
    Random random = new Random(seed);
    Rating rating = rating(anyRounding(random));
    List<Draw> shape =
        List.of(
            new Draw("core", random.nextLong(1, 100_000)),
            new Draw("memory", random.nextLong(1, 1_000_000)),
            new Draw("card.ascend910b", random.nextLong(0, 8_000)));
    Duration wallTime = Duration.ofNanos(random.nextLong(1, 100 * HOUR * 1_000));
    long used = random.nextLong(wallTime.toNanos() / 1_000 + 1);
    long charged =
        shape.stream()
            .mapToLong(
                draw ->
                    rating.amount(
                        draw.meter(),
                        BigInteger.valueOf(draw.rate()).multiply(BigInteger.valueOf(used))))
            .sum();
    assertThat(rating.dearest(shape, wallTime)).isGreaterThanOrEqualTo(charged);
  }

  private static RoundingMode anyRounding(Random random) {
    List<RoundingMode> modes =
        List.of(RoundingMode.UP, RoundingMode.DOWN, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN);
    return modes.get(random.nextInt(modes.size()));
  }
}
