package dev.penstock.dispatch.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever comes, under every policy; {@link World} looks at each decision. */
class InvariantsTest {
  private static final List<Partition> QUEUES =
      List.of(new Partition("a", 5), new Partition("b", 2), new Partition("c", 3));
  private static final int JOBS = 600;

  static Stream<Arguments> policiesAndSeeds() {
    return Policies.names().stream()
        .flatMap(name -> LongStream.range(0, 4).mapToObj(seed -> Arguments.of(name, seed)));
  }

  @ParameterizedTest
  @MethodSource("policiesAndSeeds")
  void noCardIsHeldTwiceGangsAreWholeAndAllEnd(String name, long seed) {
    World world = new World(policy(name), QUEUES, 8).play(seed, JOBS, 200);
    assertThat(world.decisions()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("policiesAndSeeds")
  void nothingStartsOnALostNodeAndAllEndOnceNodesComeBack(String name, long seed) {
    World world = new World(policy(name), QUEUES, 8).playWithFaults(seed, JOBS, 300, 2_000);
    assertThat(world.faults()).isGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aNodeThatIsBackHasAllItsCardsAgain(Policy policy) {
    Scheduler scheduler = policy.over(List.of(new Partition("a", 2)), 8);
    scheduler.submit(0, new Job(1, "a", 16, 1_000L));
    assertThat(scheduler.decide(0).starts()).hasSize(1);
    assertThat(scheduler.lost(700, 1, 300)).containsExactly(1L);
    assertThat(scheduler.decide(700).starts()).isEmpty();
    scheduler.back(900, 1);
    assertThat(scheduler.decide(900).starts()).extracting(Start::job).containsExactly(1L);
  }

  static Stream<Policy> policies() {
    return Policies.names().stream().map(InvariantsTest::policy);
  }

  @Test
  void sharesStayAsGuaranteedWhileNodesAreLost() {
    Scheduler scheduler = policy("reclaim").over(QUEUES, 8);
    for (long id = 0; id < 10; id++) {
      scheduler.submit(0, new Job(id, "a", 8, null));
    }
    assertThat(scheduler.decide(0).starts()).hasSize(10);
    for (int node = 0; node < 8; node++) {
      scheduler.lost(1, node, 60);
    }
    scheduler.submit(1, new Job(20, "b", 8, null));
    // a holds two nodes of its five, all that there are: nobody gives way to b
    assertThat(scheduler.decide(1).starts()).isEmpty();
    scheduler.back(2, 0);
    assertThat(scheduler.decide(2).starts()).hasSize(1);
  }

  @Test
  void nobodyWithinItsShareIsMovedForAJobThatLostNodesLeaveNoRoomFor() {
    Scheduler scheduler = policy("best").over(QUEUES, 8);
    for (long id = 0; id < 80; id++) {
      scheduler.submit(0, new Job(id, id < 40 ? "a" : id < 56 ? "b" : "c", 1, null));
    }
    assertThat(scheduler.decide(0).starts()).hasSize(80);
    assertThat(scheduler.lost(1, 9, 60)).hasSize(8);
    scheduler.ended(1, 79 - 16);
    scheduler.submit(1, new Job(100, "c", 8, null));
    for (long now = 1; now < 2_000; now += 60) {
      assertThat(scheduler.decide(now).evictions()).isEmpty();
    }
  }

  @Test
  void refusesToLoseANodeTwiceOrToBringBackOneThatIsThere() {
    for (String name : List.of("best", "fifo")) {
      Scheduler scheduler = policy(name).over(QUEUES, 8);
      assertThatThrownBy(() -> scheduler.back(0, 3)).hasMessageContaining("is there already");
      assertThatThrownBy(() -> scheduler.lost(0, 10, 60)).hasMessageContaining("is unknown");
      assertThatThrownBy(() -> scheduler.lost(0, 3, 0)).hasMessageContaining("1 or more");
      scheduler.lost(0, 3, 60);
      assertThatThrownBy(() -> scheduler.lost(0, 3, 60)).hasMessageContaining("lost already");
    }
  }

  @ParameterizedTest
  @MethodSource("policiesAndSeeds")
  void theSameEventsGiveTheSameDecisions(String name, long seed) {
    List<Decision> once = new World(policy(name), QUEUES, 8).play(seed, 200, 100).decisions();
    List<Decision> again = new World(policy(name), QUEUES, 8).play(seed, 200, 100).decisions();
    assertThat(again).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noQueueAsksForItsShareForMoreThanTenMinutes(long seed) {
    World world = new World(policy("best"), QUEUES, 8).play(seed, JOBS, 200);
    assertThat(world.longestAsked()).isLessThanOrEqualTo(600);
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @Test
  void aQueueWithoutBorrowersAroundItNeverWaitsForItsShareInAPoolOfOneCardJobs() {
    Scheduler scheduler = policy("best").over(QUEUES, 8);
    for (long id = 0; id < 80; id++) {
      scheduler.submit(0, new Job(id, id < 40 ? "a" : id < 56 ? "b" : "c", 1, null));
    }
    assertThat(scheduler.decide(0).starts()).hasSize(80);
  }

  private static Policy policy(String name) {
    return Objects.requireNonNull(Policies.named(name));
  }
}
