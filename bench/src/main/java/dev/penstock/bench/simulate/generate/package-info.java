/** Makes load to simulate: arrivals with a day's and a week's rhythm, run times, sizes. */
@NullMarked
package dev.penstock.bench.simulate.generate;

import org.jspecify.annotations.NullMarked;
