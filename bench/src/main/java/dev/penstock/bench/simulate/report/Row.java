package dev.penstock.bench.simulate.report;

import java.util.List;
import java.util.Locale;

/**
 * A figure of each variant.
 *
 * @param key its name in JSON
 * @param name its name for people, with the unit
 * @param decimals how many are shown
 * @param values in the order of the variants
 */
public record Row(String key, String name, int decimals, List<Double> values) {
  public Row {
    values = List.copyOf(values);
  }

  /** As people read them. */
  List<String> shown() {
    return values.stream()
        .map(it -> String.format(Locale.ROOT, "%,." + decimals + "f", it))
        .toList();
  }
}
