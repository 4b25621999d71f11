/** Charts as SVG, and the series that they show. */
@NullMarked
package dev.penstock.bench.simulate.chart;

import org.jspecify.annotations.NullMarked;
