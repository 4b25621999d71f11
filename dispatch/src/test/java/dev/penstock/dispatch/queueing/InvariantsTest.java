package dev.penstock.dispatch.queueing;

import static org.assertj.core.api.Assertions.assertThat;

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
