package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Scorer;
import dev.penstock.dispatch.packing.Task;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds whatever comes; {@link World} looks at each decision. The property {@code
 * centre.events} says how many events are played in the storms, and {@code centre.world} that only
 * this one of the sixteen is.
 */
final class WorldTest {
  private static final int EVENTS = Integer.getInteger("centre.events", 68_000);
  private static final int WORLDS = 16;
  private static final Mix MIX =
      Mix.of(
          List.of(
              new Task(4000, 1000, 1, 500),
              new Task(4000, 1000, 1, 1000),
              new Task(4000, 1000, 8, 1000)));

  static LongStream seeds() {
    Long only = Long.getLong("centre.world");
    return only == null ? LongStream.range(0, WORLDS) : LongStream.of(only);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyDecisionKeepsToTheRulesWhateverHappens(long seed) {
    World world = new World(seed, policy(seed), World.Weather.STORM).play(EVENTS / WORLDS);
    assertThat(world.starts()).isPositive();
  }

  @Test
  void theSameEventsGiveTheSameDecisions() {
    for (long seed = 0; seed < 2; seed++) {
      World once = new World(seed, policy(seed), World.Weather.STORM).recording().play(1500);
      World again = new World(seed, policy(seed), World.Weather.STORM).recording().play(1500);
      assertSame(again, once);
    }
  }

  @Test
  void aKernelThatIsMadeAnewTwiceDecidesAsOneThatIsMadeAnewOnce() {
    for (long seed = 0; seed < 2; seed++) {
      World once = new World(seed, policy(seed), World.Weather.STORM).play(1000);
      once.restart();
      World twice = new World(seed, policy(seed), World.Weather.STORM).play(1000);
      twice.restart();
      twice.restart();
      assertSame(twice.recording().play(2000), once.recording().play(2000));
    }
  }

  @Test
  void withoutMemoryAKernelThatIsMadeAnewDecidesAsOneThatWasNot() {
    for (long seed = 0; seed < 3; seed++) {
      World never = new World(seed, forgetful(), World.Weather.CALM).play(1000);
      World once = new World(seed, forgetful(), World.Weather.CALM).play(1000);
      once.restart();
      assertSame(once.recording().play(2000), never.recording().play(2000));
    }
  }

  private static void assertSame(World one, World other) {
    assertThat(one.cycles()).isNotEmpty();
    for (int i = 0; i < one.cycles().size(); i++) {
      assertThat(one.cycles().get(i)).as("decision %d", i).isEqualTo(other.cycles().get(i));
    }
  }

  /**
   * The bound: who waits goes first once it has waited for the longest wait; then those that were
   * there before it may go before it, one after the other, each after the longest wall time at
   * most, since the first of them has room kept that nobody takes.
   */
  @Test
  void nobodyWaitsForLongerThanTheLongestWaitAndTheWallTimesOfThoseBeforeIt() {
    for (long seed = 0; seed < 4; seed++) {
      World world = new World(seed, patient(), World.Weather.STILL).play(1500);
      assertThat(world.longestWait()).isGreaterThan(patient().longestWait());
    }
  }

  /** Makes all kinds of policies come up. */
  private static Policy policy(long seed) {
    List<Packing> all =
        List.of(Packing.NODE_VALUE, Packing.BEST_FIT, Packing.FGD, Packing.FIRST_FIT);
    Packing packing = all.get((int) (seed / 4 % all.size()));
    Scorer.Policy placing = packing.policy(MIX, new Random(seed));
    return switch ((int) (seed % 4)) {
      case 0 -> Policy.usual(placing);
      case 1 -> new Policy(placing, 1, HOUR, 2 * HOUR, 0, 1, MINUTE, 20, 10 * MINUTE);
      case 2 -> new Policy(placing, 0, 0, 24 * HOUR, HOUR, 20, 0, 1000, Long.MAX_VALUE);
      default -> new Policy(placing, 0.5, HOUR, Long.MAX_VALUE, 0, 0, MINUTE, 5, 5 * MINUTE);
    };
  }

  private static Policy patient() {
    return new Policy(Play.BEST_FIT, 0.25, HOUR, HOUR, HOUR, 1, Long.MAX_VALUE, 0, Long.MAX_VALUE);
  }

  private static Policy forgetful() {
    return new Policy(
        Packing.NODE_VALUE.policy(MIX, new Random(0)),
        0,
        HOUR,
        Long.MAX_VALUE,
        0,
        1,
        Long.MAX_VALUE,
        0,
        Long.MAX_VALUE);
  }
}
