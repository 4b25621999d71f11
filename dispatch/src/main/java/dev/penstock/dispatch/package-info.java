/**
 * Who runs next, and where. Pure: no clock, no I/O, no state of its own; the same input gives the
 * same decisions.
 */
@NullMarked
package dev.penstock.dispatch;

import org.jspecify.annotations.NullMarked;
