package dev.penstock.rating;

/**
 * What an allocation takes all the time that it lasts.
 *
 * @param meter the meter that counts it
 * @param rate the meter's integer units in each microsecond (milli-cores, MiB, milli-cards); not
 *     negative
 */
public record Draw(String meter, long rate) {
  public Draw {
    if (rate < 0) {
      throw new IllegalArgumentException("%s can't be drawn at %d".formatted(meter, rate));
    }
  }
}
