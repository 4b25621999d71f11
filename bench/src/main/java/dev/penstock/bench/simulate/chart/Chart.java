package dev.penstock.bench.simulate.chart;

/** A chart that can be drawn. */
public sealed interface Chart permits Lines, Bars {
  /** Its file's name without the ending: letters, digits and hyphens. */
  String id();

  /** Its heading. */
  String title();
}
