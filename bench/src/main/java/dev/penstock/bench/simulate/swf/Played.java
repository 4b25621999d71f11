package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.variant.Variant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A variant, and what came of it under each seed.
 *
 * @param variant the variant
 * @param processors how many it had
 * @param runs one for each seed; one alone where nothing is shaken
 */
record Played(Variant variant, int processors, List<Run> runs) {
  /**
   * A replay.
   *
   * @param seed the seed that shook the trace; null for the trace as it is
   * @param outcome what came of it
   * @param metrics its figures
   */
  record Run(@Nullable Long seed, Replay.Outcome outcome, Metrics metrics) {}

  Played {
    runs = List.copyOf(runs);
  }

  double mean(ToDoubleFunction<Metrics> of) {
    return runs.stream().map(Run::metrics).mapToDouble(of).average().orElse(0);
  }

  double most(ToDoubleFunction<Metrics> of) {
    return runs.stream().map(Run::metrics).mapToDouble(of).max().orElse(0);
  }

  /** The jobs of all seeds. */
  Stream<Replay.Ran> ran() {
    return runs.stream().flatMap(it -> it.outcome().ran().stream());
  }

  /** The first seed's course: several can't be laid over each other. */
  Course course() {
    return runs.getFirst().outcome().course();
  }
}
