/** Replays jobs in virtual clusters through the kernel, and measures what became of them. */
@NullMarked
package dev.penstock.bench.simulate.queueing;

import org.jspecify.annotations.NullMarked;
