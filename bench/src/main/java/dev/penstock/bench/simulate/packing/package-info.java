/** Replays lists of tasks onto lists of nodes, one task at a time. */
@NullMarked
package dev.penstock.bench.simulate.packing;

import org.jspecify.annotations.NullMarked;
