/**
 * Who runs next, and where, in queues that have a guaranteed share of one cluster. Fed with events
 * and asked for decisions. Pure: no clock, no I/O, no threads; the same events give the same
 * decisions. Times are whole seconds since any one origin.
 */
@NullMarked
package dev.penstock.dispatch.queueing;

import org.jspecify.annotations.NullMarked;
