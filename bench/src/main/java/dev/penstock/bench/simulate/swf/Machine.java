package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.variant.Faults;
import org.jspecify.annotations.Nullable;

/**
 * What a trace is played on.
 *
 * @param processors how many there are, at least as many as the widest job
 * @param perNode how many of them go and come together
 * @param faults how nodes fail; null for not at all
 * @param seed when they do
 */
record Machine(int processors, int perNode, @Nullable Faults faults, long seed) {
  /** One that never fails. */
  static Machine of(int processors) {
    return new Machine(processors, 1, null, 0);
  }
}
