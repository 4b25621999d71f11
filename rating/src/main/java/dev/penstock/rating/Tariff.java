package dev.penstock.rating;

import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the centre asks for usage. A meter has one price at any time; a price that depends on the
 * hour would be another choice of item, and leaves {@link Rating} as it is.
 *
 * @param id the tariff's stable name
 * @param currency {@code CNY}
 * @param rounding how a line is rounded to a whole micro-yuan, once
 * @param items at most one for each meter
 */
public record Tariff(String id, String currency, RoundingMode rounding, List<TariffItem> items) {

  public Tariff {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a tariff needs an id");
    }
    if (!currency.equals("CNY")) {
      throw new IllegalArgumentException(
          "the currency of tariff \"%s\" is \"%s\": only CNY is known".formatted(id, currency));
    }
    if (rounding == RoundingMode.UNNECESSARY) {
      throw new IllegalArgumentException(
          "tariff \"%s\" must say how to round; UNNECESSARY does not".formatted(id));
    }
    items = List.copyOf(items);
    long meters = items.stream().map(TariffItem::meter).distinct().count();
    if (meters < items.size()) {
      throw new IllegalArgumentException("tariff \"%s\" prices a meter twice".formatted(id));
    }
  }

  /** The price of this meter, if it has one. */
  public Optional<TariffItem> find(String meter) {
    return items.stream().filter(item -> item.meter().equals(meter)).findFirst();
  }

  /**
   * The price of this meter.
   *
   * @throws IllegalArgumentException when it has none; names those that have
   */
  public TariffItem item(String meter) {
    return find(meter)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tariff \"%s\" has no price for \"%s\", only for %s"
                        .formatted(
                            id,
                            meter,
                            items.stream()
                                .map(TariffItem::meter)
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }
}
