package dev.penstock.rating;

import java.math.BigDecimal;

/**
 * The price of what one meter counts.
 *
 * @param meter such as {@code core}, {@code memory}, {@code card.ascend910b}, {@code call}
 * @param unit what the price is for
 * @param price yuan for one unit; not negative, at most nine decimals
 */
public record TariffItem(String meter, PricingUnit unit, BigDecimal price) {
  /** The most decimals that a price has. */
  public static final int MOST_DECIMALS = 9;

  public TariffItem {
    if (!unit.measures(meter)) {
      throw new IllegalArgumentException(
          "the meter \"%s\" can't be priced by the %s".formatted(meter, unit.label()));
    }
    price = price.stripTrailingZeros();
    if (price.signum() < 0 || price.scale() > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "the price of \"%s\" is %s: give yuan, not negative, with at most %d decimals"
              .formatted(meter, price.toPlainString(), MOST_DECIMALS));
    }
    // one form of the same price, so that equal prices are equal
    price = price.scale() < 0 ? price.setScale(0) : price;
  }
}
