package dev.penstock.bench.simulate.queueing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.queueing.Decision;
import dev.penstock.dispatch.queueing.Partition;
import dev.penstock.dispatch.queueing.Policies;
import dev.penstock.dispatch.queueing.Policy;
import dev.penstock.dispatch.queueing.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastProofTest {
  private static final List<Partition> QUEUES =
      List.of(new Partition("a", 2), new Partition("b", 1));

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "sjf", "pool-predicted", "reclaim", "best"})
  void aReplayDecidesTheSameWithForecastsAndWithout(String name) {
    Policy policy = policy(name);
    Trace trace = trace(300, 60);
    Decisions without = new Decisions(Watcher.NOBODY);
    Decisions with = new Decisions(new ForecastProof(policy, 1));
    Replay.of(policy, trace, without);
    Replay.of(policy, trace, with);
    assertThat(with.all).isEqualTo(without.all).hasSizeGreaterThan(300);
  }

  @Test
  void theSameTraceGivesTheSameFigures() {
    ForecastFigures once = ForecastFigures.of(policy("best"), trace(300, 60));
    assertThat(once.jobs()).isPositive();
    assertThat(ForecastFigures.of(policy("best"), trace(300, 60))).isEqualTo(once);
  }

  @Test
  void theQuantilesHoldOnARandomTrace() {
    ForecastFigures figures = ForecastFigures.of(policy("best"), trace(1500, 55));
    assertThat(figures.q50Coverage()).isBetween(0.4, 0.6);
    assertThat(figures.q90Coverage()).isBetween(0.85, 0.95);
    assertThat(figures.pinballRatio()).isLessThan(1);
    assertThat(figures.text()).contains("forecast of " + figures.jobs() + " jobs");
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

  private static Policy policy(String name) {
    return Objects.requireNonNull(Policies.named(name));
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
