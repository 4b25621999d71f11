package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.dispatch.queueing.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What is played.
 *
 * @param policy who decides
 * @param trace the jobs and the nodes
 * @param faults how nodes fail; null for not at all
 * @param seed when they do
 */
record Setup(Policy policy, Trace trace, @Nullable Faults faults, long seed) {
  Setup under(Policy other) {
    return new Setup(other, trace, faults, seed);
  }
}
