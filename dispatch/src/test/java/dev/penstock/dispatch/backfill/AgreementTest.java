package dev.penstock.dispatch.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel against a scheduler that is obviously right. */
class AgreementTest {
  private static final int CASES = 150;

  static Stream<Policy> policies() {
    RunTimes requested = new RunTimes.Requested();
    Order shortest = new Order.Shortest(Long.MAX_VALUE);
    return Stream.concat(
        Stream.of("fcfs", "easy", "easy-sjbf", "conservative")
            .map(it -> Policy.named().getOrDefault(it, Policy.named().get("easy"))),
        Stream.of(
            new Policy(shortest, new Backfill.None(), requested),
            new Policy(shortest, new Backfill.Easy(false), requested),
            new Policy(
                new Order.FirstCome(),
                new Backfill.Easy(3, 3, false, Double.POSITIVE_INFINITY),
                requested),
            new Policy(
                shortest, new Backfill.Easy(2, 2, false, Double.POSITIVE_INFINITY), requested)));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void startsTheSameJobsAtTheSameSecondsAsTheNaiveScheduler(Policy policy) {
    for (long seed = 0; seed < CASES; seed++) {
      int processors = 1 + (int) (seed % 9);
      List<World.Arrival> arrivals = World.arrivals(seed, 14, processors, 9);
      List<World.Start> starts =
          World.play(new BackfillKernel(processors, policy), arrivals, (now, queue, done) -> {});
      assertThat(Set.copyOf(starts))
          .as("seed %d on %d processors", seed, processors)
          .isEqualTo(Set.copyOf(NaiveScheduler.play(processors, policy, arrivals)));
    }
  }
}
