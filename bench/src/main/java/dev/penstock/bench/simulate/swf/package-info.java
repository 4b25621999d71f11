/** Replays traces through the dispatch kernel. */
@NullMarked
package dev.penstock.bench.simulate.swf;

import org.jspecify.annotations.NullMarked;
