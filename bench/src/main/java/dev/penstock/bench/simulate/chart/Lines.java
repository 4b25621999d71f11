package dev.penstock.bench.simulate.chart;

import java.util.List;

/**
 * Lines over a horizontal axis.
 *
 * @param id its file's name without the ending
 * @param title its heading
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the lines
 */
public record Lines(String id, String title, Axis x, Axis y, List<Series> series) implements Chart {
  public Lines {
    series = List.copyOf(series);
  }
}
