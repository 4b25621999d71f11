@NullMarked
package dev.penstock.bench.simulate.chart;

import org.jspecify.annotations.NullMarked;
