/** A month of gangs on cards in rings. */
@NullMarked
package dev.penstock.bench.simulate.ascend;

import org.jspecify.annotations.NullMarked;
