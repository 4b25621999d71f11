/** Replays a centre's own past through the kernel that decides in production. */
@NullMarked
package dev.penstock.bench.simulate.history;

import org.jspecify.annotations.NullMarked;
