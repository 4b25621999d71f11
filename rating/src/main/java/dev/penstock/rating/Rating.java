package dev.penstock.rating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * Turns quantities into money by one tariff. Amounts are exact until they are rounded, which
 * happens once for each line, to a whole micro-yuan. No quantity is too large; an amount beyond a
 * {@code long} of micro-yuan (nine million million yuan) throws {@link ArithmeticException}.
 */
public final class Rating {
  private static final int MICRO = 6;
  private static final BigInteger HOUR = BigInteger.valueOf(PricingUnit.HOUR);

  private final Tariff tariff;

  public Rating(Tariff tariff) {
    this.tariff = tariff;
  }

  /**
   * The amount of a line.
   *
   * @param quantity in the meter's integer unit, not negative
   * @return micro-yuan, rounded once by the given mode
   */
  public static long amount(TariffItem item, BigInteger quantity, RoundingMode rounding) {
    if (quantity.signum() < 0) {
      throw new IllegalArgumentException(
          "a quantity of %s is %s: it can't be negative".formatted(item.meter(), quantity));
    }
    return item.price()
        .multiply(new BigDecimal(quantity))
        .movePointRight(MICRO)
        .divide(new BigDecimal(item.unit().size()), 0, rounding)
        .longValueExact();
  }

  /**
   * The amount of a line, rounded by the tariff's mode.
   *
   * @throws IllegalArgumentException when the tariff has no price for the meter
   */
  public long amount(String meter, BigInteger quantity) {
    return amount(tariff.item(meter), quantity, tariff.rounding());
  }

  /** The same, of a quantity that fits a {@code long}. */
  public long amount(String meter, long quantity) {
    return amount(meter, BigInteger.valueOf(quantity));
  }

  /**
   * What an hour of all these costs.
   *
   * @return yuan, exact
   * @throws IllegalArgumentException when the tariff has no price for a meter
   */
  public BigDecimal perHour(List<Draw> draws) {
    return draws.stream().map(this::perHour).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private BigDecimal perHour(Draw draw) {
    TariffItem item = tariff.item(draw.meter());
    // the sizes of the units divide by 2 and 5 only, beside the hour: the quotient is finite
    BigInteger ratesPerUnit = item.unit().size().divide(HOUR);
    if (ratesPerUnit.signum() == 0) {
      throw new IllegalArgumentException("\"%s\" has no price by time".formatted(draw.meter()));
    }
    return item.price()
        .multiply(BigDecimal.valueOf(draw.rate()))
        .divide(new BigDecimal(ratesPerUnit));
  }

  /**
   * The most that these can cost for up to this long: what must be held. It covers the lines
   * however the tariff rounds them, since each is rounded up by itself.
   *
   * @param time not negative; a part of a microsecond counts as one
   * @return micro-yuan
   */
  public long dearest(List<Draw> draws, Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a time of " + time + " can't be priced");
    }
    BigInteger micros =
        BigInteger.valueOf(time.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000))
            .add(BigInteger.valueOf(Math.ceilDiv(time.getNano(), 1_000)));
    long sum = 0;
    for (Draw draw : draws) {
      BigInteger quantity = micros.multiply(BigInteger.valueOf(draw.rate()));
      sum = Math.addExact(sum, amount(tariff.item(draw.meter()), quantity, RoundingMode.CEILING));
    }
    return sum;
  }
}
