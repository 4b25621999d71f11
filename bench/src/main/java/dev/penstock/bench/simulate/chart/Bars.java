package dev.penstock.bench.simulate.chart;

import java.util.List;

/**
 * Groups of bars from 0 upwards.
 *
 * @param id its file's name without the ending
 * @param title its heading
 * @param y the vertical axis
 * @param groups the groups' names, in order
 * @param bars in each group one of each
 */
public record Bars(String id, String title, Axis y, List<String> groups, List<Bar> bars)
    implements Chart {
  /**
   * The bar that each group has of a kind.
   *
   * @param label its name in the legend
   * @param values by group
   */
  public record Bar(String label, List<Double> values) {
    public Bar {
      values = List.copyOf(values);
    }
  }

  public Bars {
    groups = List.copyOf(groups);
    bars = List.copyOf(bars);
    for (Bar bar : bars) {
      if (bar.values.size() != groups.size()) {
        throw new IllegalArgumentException(
            "%s: %d values for %d groups".formatted(bar.label, bar.values.size(), groups.size()));
      }
    }
  }
}
