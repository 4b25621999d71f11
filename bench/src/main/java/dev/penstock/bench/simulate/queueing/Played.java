package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.variant.Variant;

/**
 * A variant, and what came of it.
 *
 * @param variant the variant
 * @param nodes how many nodes it had
 * @param outcome what became of its jobs
 * @param alone the same with each queue on its own nodes
 * @param report its figures
 */
record Played(Variant variant, int nodes, Outcome outcome, Outcome alone, QueueingReport report) {}
