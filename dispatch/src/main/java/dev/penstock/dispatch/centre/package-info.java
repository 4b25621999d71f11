/**
 * The kernel of a whole centre: who runs next, and where, under queues with guaranteed shares, on
 * nodes with cards, switches and super-nodes. It decides by events, without a clock, threads or
 * I/O: the same events give the same decisions.
 */
@NullMarked
package dev.penstock.dispatch.centre;

import org.jspecify.annotations.NullMarked;
