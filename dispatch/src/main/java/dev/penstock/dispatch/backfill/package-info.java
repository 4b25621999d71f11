/**
 * Who runs next on a machine of equal processors, with backfilling: a later job may go first where
 * that doesn't delay those to whom a start is promised.
 *
 * <p>All times are whole seconds since any fixed moment, durations whole seconds. The kernel is
 * told events and asked for decisions; it has no clock and no randomness, so the same events give
 * the same decisions. It never sees a job's run time before that job has ended.
 */
@NullMarked
package dev.penstock.dispatch.backfill;

import org.jspecify.annotations.NullMarked;
