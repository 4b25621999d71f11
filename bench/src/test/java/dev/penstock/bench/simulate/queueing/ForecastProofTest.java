package dev.penstock.bench.simulate.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.dispatch.queueing.Decision;
import dev.penstock.dispatch.queueing.Partition;
import dev.penstock.dispatch.queueing.Policies;
import dev.penstock.dispatch.queueing.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastProofTest {
  private static final List<Partition> QUEUES =
      List.of(new Partition("a", 2), new Partition("b", 1));

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "sjf", "pool-predicted", "reclaim", "best"})
  void aReplayDecidesTheSameWithForecastsAndWithout(String name) {
    Setup setup = setup(name, 300, 60, new Faults(20, 2, 600));
    Decisions without = new Decisions(Watcher.NOBODY);
    Decisions with = new Decisions(new ForecastProof(setup.policy(), 1));
    Replay.of(setup, without);
    Replay.of(setup, with);
    assertThat(with.all).isEqualTo(without.all).hasSizeGreaterThan(300);
  }

  @Test
  void theSameTraceGivesTheSameFigures() {
    Setup setup = setup("best", 300, 60, null);
    ForecastFigures once = ForecastFigures.of(setup);
    assertThat(once.jobs()).isPositive();
    assertThat(ForecastFigures.of(setup)).isEqualTo(once);
  }

  @Test
  void theQuantilesHoldOnARandomTrace() {
    ForecastFigures figures = ForecastFigures.of(setup("best", 1500, 55, null));
    assertThat(figures.q50Coverage()).isBetween(0.4, 0.6);
    assertThat(figures.q90Coverage()).isBetween(0.85, 0.95);
    assertThat(figures.pinballRatio()).isLessThan(1);
  }

  private static Trace trace(int jobs, int meanGap) {
    Random random = new Random(5);
    List<TraceJob> all = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < jobs; i++) {
      now += random.nextInt(2 * meanGap);
      String queue = random.nextBoolean() ? "a" : "b";
      int cards = 1 + random.nextInt(random.nextBoolean() ? 1 : 8);
      all.add(new TraceJob(i, queue, cards, now, (long) Math.exp(random.nextDouble() * 8)));
    }
    return new Trace(QUEUES, 8, all);
  }

  private static Setup setup(String policy, int jobs, int meanGap, @Nullable Faults faults) {
    return new Setup(
        Objects.requireNonNull(Policies.named(policy)), trace(jobs, meanGap), faults, 42);
  }

  /** Keeps the decisions, and passes on what it is told. */
  private static final class Decisions implements Watcher {
    private final Watcher next;
    private final List<Decision> all = new ArrayList<>();

    Decisions(Watcher next) {
      this.next = next;
    }

    @Override
    public void submitted(long now, TraceJob job) {
      next.submitted(now, job);
    }

    @Override
    public void ended(long now, TraceJob job) {
      next.ended(now, job);
    }

    @Override
    public void decided(long now, Scheduler scheduler, Decision decision) {
      all.add(decision);
      next.decided(now, scheduler, decision);
    }
  }
}
