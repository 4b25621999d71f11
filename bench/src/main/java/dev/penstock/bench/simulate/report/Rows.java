package dev.penstock.bench.simulate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Makes the figures of several variants.
 *
 * @param <T> what a variant's figures are taken from
 */
public final class Rows<T> {
  private final List<T> variants;
  private final List<Row> rows = new ArrayList<>();

  /** None yet. */
  public Rows(List<T> variants) {
    this.variants = List.copyOf(variants);
  }

  /** One more. */
  public Rows<T> add(String key, String name, int decimals, ToDoubleFunction<T> value) {
    rows.add(new Row(key, name, decimals, variants.stream().map(value::applyAsDouble).toList()));
    return this;
  }

  /** One more, where it says something. */
  public Rows<T> addIf(
      boolean wanted, String key, String name, int decimals, ToDoubleFunction<T> value) {
    return wanted ? add(key, name, decimals, value) : this;
  }

  /** All so far. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }
}
