package dev.penstock.rating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a price is for. Each unit is a whole number of the integer unit that its meters count in.
 */
public enum PricingUnit {
  /** A CPU core for an hour; counted in thousandths of a core times microseconds. */
  CORE_HOUR("core-hour", "milli-core-microsecond", 1_000 * PricingUnit.HOUR),
  /** A GiB of memory for an hour; counted in MiB times microseconds. */
  GIB_HOUR("GiB-hour", "MiB-microsecond", 1_024 * PricingUnit.HOUR),
  /** An accelerator card for an hour; counted in thousandths of a card times microseconds. */
  CARD_HOUR("card-hour", "milli-card-microsecond", 1_000 * PricingUnit.HOUR),
  /** A thousand calls of an endpoint; counted in calls. */
  THOUSAND_CALLS("thousand-calls", "call", 1_000);

  /** Microseconds. */
  static final long HOUR = 3_600_000_000L;

  private static final int SHOWN_DECIMALS = 9;

  private final String label;
  private final String countedIn;
  private final BigInteger size;

  PricingUnit(String label, String countedIn, long size) {
    this.label = label;
    this.countedIn = countedIn;
    this.size = BigInteger.valueOf(size);
  }

  /** The unit of this label, if there is one. */
  public static Optional<PricingUnit> ofLabel(String label) {
    return Arrays.stream(values()).filter(unit -> unit.label.equals(label)).findFirst();
  }

  /** The stable name, such as {@code core-hour}. */
  public String label() {
    return label;
  }

  /** The name of the integer unit that quantities come in. */
  public String countedIn() {
    return countedIn;
  }

  /** How many integer units make one of this; positive. */
  public BigInteger size() {
    return size;
  }

  /** A quantity in this unit, for people to read: nine decimals, the last one rounded half up. */
  public BigDecimal shown(BigInteger quantity) {
    return new BigDecimal(quantity)
        .divide(new BigDecimal(size), SHOWN_DECIMALS, RoundingMode.HALF_UP);
  }

  /** Whether what this meter counts can be priced by this unit. */
  public boolean measures(String meter) {
    return switch (this) {
      case CORE_HOUR -> meter.equals("core");
      case GIB_HOUR -> meter.equals("memory");
      case CARD_HOUR -> meter.startsWith("card.") && meter.length() > "card.".length();
      case THOUSAND_CALLS -> meter.equals("call");
    };
  }
}
