package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.variant.Variant;
import org.jspecify.annotations.Nullable;

/**
 * A column of the comparison.
 *
 * @param label its head
 * @param variant what was played; null for the past as it was
 * @param nodes how many nodes it had
 * @param outcome what came of it
 */
record Played(String label, @Nullable Variant variant, int nodes, Outcome outcome) {
  boolean faults() {
    return variant != null && variant.faults() != null;
  }
}
