package dev.penstock.bench.simulate.chart;

/**
 * A point of a series.
 *
 * @param x in the unit of the chart's horizontal axis
 * @param y in the unit of its vertical axis
 */
public record Point(double x, double y) {}
