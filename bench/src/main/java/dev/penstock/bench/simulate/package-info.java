/** Replays traces through the kernel that decides in production. */
@NullMarked
package dev.penstock.bench.simulate;

import org.jspecify.annotations.NullMarked;
