/**
 * When a job that waits will start, as quantiles that hold as often as they say: a kernel is run
 * forward many times on sampled run times and arrivals, and what comes of it is corrected by how
 * the forecasts before held. Pure: no clock, no I/O, no threads; the same events and seeds give the
 * same forecasts. Times are whole seconds since any one origin; a forecast knows nothing that was
 * not told before it.
 */
@NullMarked
package dev.penstock.dispatch.forecast;

import org.jspecify.annotations.NullMarked;
