package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static dev.penstock.dispatch.centre.Ask.MODEL;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who goes first within a queue, and who may pass. */
final class OrderTest {
  private static Play shortFirst() {
    Policy p = Play.PLAIN;
    return Play.with(
        new Policy(p.placing(), 1, 10 * MINUTE, 24 * HOUR, 0, 1, HOUR, 60, Long.MAX_VALUE), 1, "a");
  }

  @Test
  void theHigherPriorityGoesFirst() {
    Play play = Play.plain(1, "a");
    play.submit(work("low", "a").cards(8), work("high", "a").cards(8).priority(1));
    assertThat(play.starts()).containsExactly("high");
  }

  @Test
  void theEarlierGoesFirst() {
    Play play = Play.plain(1, "a");
    play.submit(work("first", "a").cards(8)).at(1).submit(work("second", "a").cards(8));
    assertThat(play.starts()).containsExactly("first");
  }

  @Test
  void theShorterGoesFirstButNotPastThoseThatCameMuchEarlier() {
    Play play = shortFirst();
    play.submit(work("runs", "a").cards(8)).starts();
    play.submit(work("long", "a").cards(8).wall(100 * HOUR));
    play.at(8 * MINUTE).submit(work("short", "a").cards(8).wall(MINUTE));
    play.at(11 * MINUTE).submit(work("late", "a").cards(8).wall(MINUTE));
    play.end("runs");
    assertThat(play.starts()).containsExactly("short");
    play.at(12 * MINUTE).end("short");
    assertThat(play.starts()).containsExactly("long");
  }

  @Test
  void whatHasWaitedTooLongGoesBeforeAllOthers() {
    Play play = Play.plain(1, "a", "b");
    play.submit(work("runs", "a").cards(8).wall(30 * HOUR)).starts();
    play.submit(work("old", "a").cards(8));
    play.at(24 * HOUR - 1).submit(work("new", "b").cards(8).priority(9)).starts();
    assertThat(play.last().askAgainAt()).isEqualTo(24 * HOUR);
    play.at(25 * HOUR).end("runs");
    assertThat(play.starts()).containsExactly("old");
  }

  @Test
  void longestWaitMayBeForEver() {
    Policy p = Play.PLAIN;
    Play play =
        Play.with(
            new Policy(p.placing(), 0, HOUR, Long.MAX_VALUE, 0, 1, HOUR, 60, Long.MAX_VALUE),
            1,
            "a",
            "b");
    play.submit(work("x", "a").cards(6), work("y", "a"), work("z", "b"), work("w", "b"));
    assertThat(play.starts()).containsExactly("x", "z", "w");
    assertThat(play.last().askAgainAt()).isEqualTo(Cycle.NEVER);
  }

  @Test
  void aSmallOnePassesWhenTheHeldOneIsNotDelayed() {
    Play play = Play.plain(1, "a");
    play.submit(work("runs", "a").cards(6)).starts();
    play.submit(
        work("big", "a").cards(8),
        work("tooLong", "a").wall(HOUR + 1),
        work("justRight", "a").wall(HOUR),
        work("endless", "a").endless());
    assertThat(play.starts()).containsExactly("justRight");
    assertThat(play.why("tooLong")).isEqualTo(new Reason.Kept(play.id("big"), false, HOUR));
    play.at(HOUR).end("runs", "justRight");
    assertThat(play.starts()).containsExactly("big");
  }

  @Test
  void aSmallOnePassesForLongerOnCardsThatTheHeldOneLeaves() {
    Play play = Play.plain(1, "a");
    play.submit(work("runs", "a").cards(6)).starts();
    play.submit(work("big", "a").cards(7), work("endless", "a").endless());
    assertThat(play.starts()).containsExactly("endless");
    play.submit(work("another", "a").endless());
    assertThat(play.starts()).isEmpty();
  }

  @Test
  void onlyTheFirstIsHeldUnderEasyAndAllUnderConservative() {
    for (int held : List.of(1, 10)) {
      Policy p = Play.PLAIN;
      Play play =
          Play.with(
              new Policy(p.placing(), 0, HOUR, 24 * HOUR, 0, held, HOUR, 60, Long.MAX_VALUE),
              2,
              "a");
      play.submit(work("x", "a").cards(8), work("y", "a").cards(7).wall(2 * HOUR)).starts();
      play.submit(
          work("first", "a").cards(8).wall(5 * HOUR),
          work("second", "a").needs(Demand.whole(MODEL, 8, 1, 0)),
          work("small", "a").wall(3 * HOUR));
      assertThat(play.starts()).isEqualTo(held == 1 ? List.of("small") : List.of());
    }
  }

  @Test
  void withoutHoldsSmallOnesPassForEver() {
    Policy p = Play.PLAIN;
    Play play =
        Play.with(
            new Policy(p.placing(), 0, HOUR, 24 * HOUR, 0, 0, HOUR, 60, Long.MAX_VALUE), 1, "a");
    play.submit(work("runs", "a").cards(6)).starts();
    play.submit(work("big", "a").cards(8), work("small", "a").endless());
    assertThat(play.starts()).containsExactly("small");
  }

  @Test
  void allThatMayPassAHeldOneDo() {
    Play play = Play.plain(9, "a");
    play.submit(work("big", "a").cards(8).ranks(9).priority(1)).starts();
    play.end("big").submit(work("runs", "a").endless().cards(2)).starts();
    play.submit(work("big2", "a").cards(8).ranks(8).priority(9).wall(MINUTE)).starts();
    play.submit(work("held", "a").cards(8).ranks(8).priority(8));
    for (int i = 0; i < 10; i++) {
      play.submit(work("long" + i, "a").cards(5).priority(5).wall(HOUR));
    }
    for (int i = 0; i < 6; i++) {
      play.submit(work("more" + i, "a").wall(HOUR));
    }
    assertThat(play.starts()).hasSize(2);
  }

  @Test
  void saysWhatTheFirstOfALineWaitsFor() {
    Play play = Play.plain(1, "a");
    play.submit(work("runs", "a").cards(8)).starts();
    play.submit(work("x", "a")).at(1).submit(work("y", "a")).starts();
    assertThat(play.why("x")).isEqualTo(new Reason.NoRoom(0, 1, 1));
    assertThat(play.why("y"))
        .isEqualTo(new Reason.Behind(play.id("x"), 1, new Reason.NoRoom(0, 1, 1)));
    assertThat(play.kernel.explain(1, play.id("runs"))).isEmpty();
    play.submit(work("z", "a").needs(Demand.cpu(1, 1)));
    assertThat(play.why("z")).isEqualTo(new Reason.NotLookedAt());
  }

  @Test
  void arraysRunSoManyAtOnceInTheirOrder() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a").tasks(5, 2));
    assertThat(play.starts()).containsExactly("x", "x/1");
    assertThat(play.why("x")).isEqualTo(new Reason.AtOnce(2));
    play.end("x/1");
    assertThat(play.starts()).containsExactly("x/2");
    play.end(Kernel.End.AGAIN, "x");
    assertThat(play.starts())
        .as("a stopped task starts again, before the others")
        .containsExactly("x");
    play.end("x", "x/2");
    assertThat(play.starts()).containsExactly("x/3", "x/4");
    play.end("x/3", "x/4");
    assertThat(play.kernel.size()).isZero();
  }

  @Test
  void aRefusedStartIsNotTriedBefore() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a").cards(8)).starts();
    play.kernel.refused(0, play.task("x"), MINUTE);
    assertThat(play.starts()).isEmpty();
    assertThat(play.last().askAgainAt()).isEqualTo(MINUTE);
    assertThat(play.why("x")).isEqualTo(new Reason.Refused(MINUTE));
    assertThat(play.at(MINUTE).starts()).containsExactly("x");
    play.kernel.refused(MINUTE, play.task("x"), HOUR);
    play.kernel.reconsider(MINUTE, play.id("x"));
    assertThat(play.starts()).containsExactly("x");
  }

  @Test
  void whatIsWithdrawnDoesNotStart() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a"), work("y", "a").tasks(3, 1));
    play.kernel.withdraw(0, play.id("x"));
    assertThat(play.starts()).containsExactly("y");
    play.kernel.withdraw(0, play.id("y"));
    assertThat(play.kernel.size()).isEqualTo(1);
    play.end(Kernel.End.AGAIN, "y");
    assertThat(play.starts()).isEmpty();
    assertThat(play.kernel.size()).isZero();
  }

  @Test
  void afterARestartWhatRanKeepsItsPlaceAndWhatEndedDoesNotRunAgain() {
    Play before = Play.plain(1, "a");
    Workload work = work("x", "a").tasks(6, 3).build(before.id("x"), 0);
    Play play = Play.plain(1, "a");
    play.id("x");
    play.kernel.adopt(
        5,
        work,
        5,
        List.of(3),
        List.of(
            new Kernel.Running(0, 0, List.of(new Slot("n0", 1, 0))),
            new Kernel.Running(4, 0, List.of(new Slot("n0", 2, 0)))));
    assertThat(play.at(5).starts()).containsExactly("x/3");
    assertThat(play.slots("x/3").getFirst().cards()).isEqualTo(4);
    play.end("x", "x/3");
    assertThat(play.starts()).containsExactly("x/5");
    play.end("x/4", "x/5");
    assertThat(play.kernel.size()).isZero();
  }

  @Test
  void afterARestartAsManyTasksAreLeftAsHaveNotEnded() {
    Play play = Play.plain(1, "a");
    Workload work = work("x", "a").tasks(6, 9).build(play.id("x"), 0);
    play.kernel.adopt(
        5, work, 4, List.of(), List.of(new Kernel.Running(0, 0, List.of(new Slot("n0", 1, 0)))));
    assertThat(play.at(5).starts()).containsExactly("x/4", "x/5");
    play.end("x", "x/4", "x/5");
    assertThat(play.kernel.size()).isZero();
  }
}
