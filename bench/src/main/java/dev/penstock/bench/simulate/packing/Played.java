package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.variant.Variant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A variant, and what came of it under each seed.
 *
 * @param variant the variant
 * @param nodes how many nodes it had
 * @param cards how many cards these had
 * @param runs one for each seed
 */
record Played(Variant variant, int nodes, long cards, List<Run> runs) {
  /**
   * A replay.
   *
   * @param seed what the tasks were shuffled by
   * @param played what came of it
   */
  record Run(long seed, PackingReplay.Played played) {
    PackingReplay.Outcome outcome() {
      return played.outcome();
    }
  }

  Played {
    runs = List.copyOf(runs);
  }

  double mean(ToDoubleFunction<PackingReplay.Outcome> of) {
    return runs.stream().map(Run::outcome).mapToDouble(of).average().orElse(0);
  }
}
