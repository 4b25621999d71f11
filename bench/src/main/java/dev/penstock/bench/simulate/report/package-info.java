/** Shows what came of a simulation: as text, as JSON, as charts and as a page. */
@NullMarked
package dev.penstock.bench.simulate.report;

import org.jspecify.annotations.NullMarked;
