package dev.penstock.dispatch.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final List<Partition> TWO = List.of(new Partition("a", 1), new Partition("b", 1));

  @Test
  void aQueueBorrowsWhatIsFreeAndGivesItBackWhenAsked() {
    Scheduler scheduler = best();
    submit(scheduler, 0, 1, "a", 8);
    submit(scheduler, 0, 2, "a", 8);
    assertThat(scheduler.decide(0).starts()).extracting(Start::job).containsExactly(1L, 2L);

    submit(scheduler, 1000, 3, "b", 8);
    Decision asked = scheduler.decide(1000);
    assertThat(asked.evictions()).isEmpty();
    assertThat(asked.starts()).isEmpty();
    assertThat(asked.askAgainAt()).isEqualTo(1120);

    Decision given = scheduler.decide(asked.askAgainAt());
    assertThat(given.evictions()).hasSize(1);
    assertThat(given.starts()).extracting(Start::job).containsExactly(3L);
    assertThat(given.askAgainAt()).isEqualTo(Decision.NEVER);
  }

  @Test
  void takesNothingFromAQueueThatIsWithinItsShare() {
    Scheduler scheduler = best();
    submit(scheduler, 0, 1, "a", 8);
    submit(scheduler, 0, 2, "b", 8);
    scheduler.decide(0);
    submit(scheduler, 10, 3, "b", 8);
    scheduler.decide(10);
    assertThat(scheduler.decide(100_000).evictions()).isEmpty();
  }

  @Test
  void movesSmallerJobsOfOthersWhereNodesAreInPieces() {
    Scheduler scheduler = best();
    submit(scheduler, 0, 1, "a", 4);
    submit(scheduler, 0, 2, "b", 4);
    submit(scheduler, 0, 3, "a", 4);
    submit(scheduler, 0, 4, "b", 4);
    assertThat(scheduler.decide(0).starts()).hasSize(4);
    scheduler.ended(10, 1);
    scheduler.ended(10, 3); // half of each node is free, the rest is within its share
    submit(scheduler, 10, 5, "a", 8);
    assertThat(scheduler.decide(10).starts()).isEmpty();
    Decision moved = scheduler.decide(130);
    assertThat(moved.evictions()).hasSize(1);
    assertThat(moved.starts())
        .extracting(Start::job)
        .containsExactly(5L, moved.evictions().getFirst());
  }

  @Test
  void aShortJobTakesTheCardsOfALongOneOnceItHasWaited() {
    Scheduler scheduler = best();
    long id = 0;
    for (; id < 20; id++) { // one-card jobs are known to be short, two-card ones to be long
      submit(scheduler, id * 10, id, "a", 1);
      scheduler.decide(id * 10);
      scheduler.ended(id * 10 + 5, id);
    }
    submit(scheduler, 1000, 100, "a", 8);
    submit(scheduler, 1000, 101, "a", 8);
    scheduler.decide(1000);
    submit(scheduler, 5000, 102, "a", 1);
    Decision waits = scheduler.decide(5000);
    assertThat(waits.starts()).isEmpty();
    assertThat(waits.askAgainAt()).isEqualTo(5030);
    Decision decision = scheduler.decide(5030);
    assertThat(decision.evictions()).hasSize(1);
    assertThat(decision.starts()).extracting(Start::job).containsExactly(102L);
  }

  @Test
  void predictsFromEndedJobsThatLastedLonger() {
    Share queue = new Share(0, "a", 8);
    Predictor predictor = new Predictor();
    Task task = new Task(new Job(1, "a", 1, null), queue, 0);
    assertThat(predictor.remaining(task, 0)).isEqualTo(Predictor.UNKNOWN);
    List.of(10L, 100L, 1000L).forEach(it -> predictor.learn(queue, 1, it));
    assertThat(predictor.remaining(task, 0)).isEqualTo(370);
    task.start(0, List.of(new Slot(0, 1)));
    assertThat(predictor.remaining(task, 50)).isEqualTo((50 + 950) / 2.0);
    assertThat(predictor.remaining(task, 5000)).isEqualTo(5000);
  }

  @Test
  void aBucketKeepsNoMoreThanItHolds() {
    TokenBucket bucket = new TokenBucket(24, 2);
    assertThat(bucket.readyAt(0)).isEqualTo(0);
    bucket.take();
    bucket.take();
    assertThat(bucket.readyAt(0)).isEqualTo(3600);
    assertThat(bucket.readyAt(3600)).isEqualTo(3600);
    bucket.take();
    assertThat(bucket.readyAt(1_000_000)).isEqualTo(1_000_000);
  }

  @Test
  void refusesWhatCanNeverRun() {
    Scheduler scheduler = best();
    assertThatThrownBy(() -> submit(scheduler, 0, 1, "nowhere", 1))
        .hasMessageContaining("\"nowhere\" is unknown; known are [a, b]");
    assertThatThrownBy(() -> submit(scheduler, 0, 1, "a", 17)).hasMessageContaining("17");
    submit(scheduler, 5, 1, "a", 1);
    assertThatThrownBy(() -> submit(scheduler, 5, 1, "a", 1)).hasMessageContaining("already");
    assertThatThrownBy(() -> scheduler.ended(5, 9)).hasMessageContaining("9");
    assertThatThrownBy(() -> scheduler.decide(4)).hasMessageContaining("before 5");
  }

  private static Scheduler best() {
    return policy("best").over(TWO, 8);
  }

  private static Policy policy(String name) {
    return Objects.requireNonNull(Policies.named(name));
  }

  private static void submit(Scheduler scheduler, long now, long id, String queue, int cards) {
    scheduler.submit(now, new Job(id, queue, cards, null));
  }
}
