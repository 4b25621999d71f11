/** A cluster that runs no program: for measuring and rehearsing a centre of thousands of nodes. */
@NullMarked
package dev.penstock.engines.simulated;

import org.jspecify.annotations.NullMarked;
