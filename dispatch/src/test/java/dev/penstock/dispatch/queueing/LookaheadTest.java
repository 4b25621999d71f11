package dev.penstock.dispatch.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.dispatch.forecast.Arrivals;
import dev.penstock.dispatch.forecast.RunTimes;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookaheadTest {
  private static final List<Partition> QUEUES =
      List.of(new Partition("a", 1), new Partition("b", 1));
  private final RunTimes runTimes = new RunTimes();
  private final Arrivals arrivals = new Arrivals(10_000);

  @Test
  void aJobStartsWhenWhatRunsIsLikelyToEnd() {
    Scheduler scheduler = full("pool-fifo");
    runTimes.ended("a", 8, 1000);
    runTimes.ended("b", 8, 4000);
    assertThat(lookahead("pool-fifo", scheduler, 600).start(3, 1)).hasValue(1000);
  }

  @Test
  void jobsInFrontAndTheTimeAlreadyRunCount() {
    Scheduler scheduler = full("fifo");
    scheduler.submit(600, new Job(4, "a", 8, null));
    scheduler.decide(600);
    runTimes.ended("a", 8, 300);
    runTimes.ended("a", 8, 1000);
    // 1 outlasts the shorter, so it ends at 1,000; 3 takes the one or the other
    OptionalLong[] starts = starts(lookahead("fifo", scheduler, 600), 4);
    assertThat(starts).containsOnly(OptionalLong.of(1300), OptionalLong.of(2000));
  }

  @Test
  void nothingIsSaidOfWhatLiesBeyondTheTimeThatIsLookedAt() {
    Scheduler scheduler = full("best");
    runTimes.ended("a", 8, 1000);
    runTimes.ended("b", 8, 1000);
    OptionalLong alone = lookahead("best", scheduler, 600).start(3, 1);
    assertThat(alone).hasValue(1000);
    assertThat(lookahead("best", scheduler, 600, 300).start(3, 1)).as("too far").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "pool-skip", "reclaim", "best"})
  void theSameSeedGivesTheSameStartAndTheSchedulerIsLeftAsItIs(String name) {
    Scheduler seen = full(name);
    Scheduler unseen = full(name);
    LongStream.range(0, 50).forEach(it -> runTimes.ended("a", 8, 600 + 100 * it));
    LongStream.range(0, 50).forEach(it -> arrivals.came(10 * it, "b", 1 + (int) (it % 8)));
    OptionalLong[] once = starts(lookahead(name, seen, 600), 3);
    assertThat(starts(lookahead(name, seen, 600), 3)).isEqualTo(once);
    assertThat(once).as("futures differ").doesNotContain(OptionalLong.empty());
    for (Scheduler it : List.of(seen, unseen)) {
      it.submit(700, new Job(5, "b", 1, null));
    }
    assertThat(seen.decide(700)).isEqualTo(unseen.decide(700));
    for (Scheduler it : List.of(seen, unseen)) {
      it.ended(900, 1);
    }
    assertThat(seen.decide(900)).isEqualTo(unseen.decide(900));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "pool-fifo", "reclaim", "best"})
  void aLostNodeStaysLostInTheFutureAndComesBackToTheSchedulerAlone(String name) {
    Scheduler scheduler = full(name);
    assertThat(scheduler.lost(700, 0, 3600)).hasSize(1);
    assertThat(scheduler.lost(700, 1, 3600)).hasSize(1);
    assertThat(scheduler.decide(700).starts()).isEmpty();
    runTimes.ended("a", 8, 1000);
    runTimes.ended("b", 8, 1000);
    assertThat(lookahead(name, scheduler, 700).start(3, 1)).isEmpty();
    Forkable fork = ((Forkable) scheduler).fork();
    scheduler.back(800, 0);
    scheduler.back(800, 1);
    assertThat(scheduler.decide(800).starts()).hasSize(2);
    assertThat(fork.decide(800).starts()).isEmpty();
    assertThatThrownBy(() -> fork.lost(800, 1, 3600)).hasMessageContaining("lost already");
    fork.back(900, 1);
    assertThat(fork.decide(900).starts()).hasSize(1);
  }

  @Test
  void refusesASchedulerOfAnotherMake() {
    Scheduler other =
        new Scheduler() {
          @Override
          public void submit(long now, Job job) {}

          @Override
          public void ended(long now, long id) {}

          @Override
          public List<Long> lost(long now, int node, long checkpointSeconds) {
            return List.of();
          }

          @Override
          public void back(long now, int node) {}

          @Override
          public Decision decide(long now) {
            return new Decision(List.of(), List.of(), Decision.NEVER);
          }
        };
    assertThatThrownBy(() -> lookahead("best", other, 0)).hasMessageContaining("Policy.over");
  }

  /** Jobs 1 of queue a and 2 of queue b hold all cards since 0; 3 of queue a waits since 600. */
  private static Scheduler full(String policy) {
    Scheduler scheduler = policy(policy).over(QUEUES, 8);
    scheduler.submit(0, new Job(1, "a", 8, null));
    scheduler.submit(0, new Job(2, "b", 8, null));
    assertThat(scheduler.decide(0).starts()).hasSize(2);
    scheduler.submit(600, new Job(3, "a", 8, null));
    assertThat(scheduler.decide(600).starts()).isEmpty();
    return scheduler;
  }

  private static OptionalLong[] starts(Lookahead lookahead, long job) {
    return LongStream.range(0, 30)
        .mapToObj(seed -> lookahead.start(job, seed))
        .toArray(OptionalLong[]::new);
  }

  private Lookahead lookahead(String policy, Scheduler scheduler, long now) {
    return lookahead(policy, scheduler, now, 100_000);
  }

  private Lookahead lookahead(String policy, Scheduler scheduler, long now, long horizon) {
    return new Lookahead(
        scheduler,
        now,
        Decision.NEVER,
        policy(policy).lost(),
        horizon,
        runTimes,
        arrivals.from(now));
  }

  private static Policy policy(String name) {
    return Objects.requireNonNull(Policies.named(name));
  }
}
