/** Accelerators of this host: pure parsers of the vendors' tools, and the call of those tools. */
@NullMarked
package dev.penstock.engines.cards;

import org.jspecify.annotations.NullMarked;
