package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MODEL;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cards that fail, nodes that come, go and change, rings. */
final class CardsTest {
  private static final Demand HALF = new Demand(MODEL, 1, 500, 0, 0);

  @Test
  void aFaultyCardIsNotUsed() {
    Play play = Play.plain(1, "a");
    play.kernel.node(faulty("n0", 8, 0b11));
    play.submit(work("seven", "a").cards(7), work("six", "a").cards(6));
    assertThat(play.starts()).containsExactly("six");
    assertThat(play.slots("six").getFirst().cards()).isEqualTo(0b11111100);
  }

  @Test
  void theFreePartOfACardThatFailsIsNotGivenAway() {
    Play play = play(1);
    play.submit(work("first", "a").needs(HALF)).starts();
    play.kernel.node(faulty("n0", 1, 1));
    play.submit(work("second", "a").needs(HALF));
    assertThat(play.starts()).isEmpty();
    play.end("first");
    assertThat(play.starts()).isEmpty();
    play.kernel.node(Play.node("n0", 1));
    assertThat(play.starts()).containsExactly("second");
  }

  @Test
  void aCardThatFailsInUseIsKeptWhenItIsFree() {
    Play play = play(1);
    play.submit(work("first", "a")).starts();
    play.kernel.node(faulty("n0", 1, 1));
    play.end("first").submit(work("second", "a"));
    assertThat(play.starts()).isEmpty();
  }

  @Test
  void aNodeMayLoseAllItsCards() {
    Play play = play(2);
    play.kernel.node(faulty("n0", 2, 0b11));
    play.submit(work("one", "a"), work("cpu", "a").needs(Demand.cpu(1000, 10)));
    assertThat(play.starts()).containsExactly("cpu");
  }

  @Test
  void nothingStartsOnADrainedNodeAndWhatRunsThereGoesOn() {
    Play play = Play.plain(1, "a");
    play.submit(work("runs", "a")).starts();
    play.kernel.node(drained("n0"));
    play.submit(work("waits", "a"));
    assertThat(play.starts()).isEmpty();
    assertThat(play.why("waits")).isEqualTo(new Reason.NoRoom(0, 1, 1));
    assertThat(play.kernel.running()).isEqualTo(1);
    play.end("runs");
    play.kernel.node(Play.node("n0", 8));
    assertThat(play.starts()).containsExactly("waits");
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void everyPackingCopesWithNodesThatCloseAndOpen(Packing packing) {
    Mix mix = Mix.of(List.of(new Task(1000, 100, 1, 500), new Task(8000, 100, 8, 1000)));
    Play play =
        Play.with(
            new Policy(
                packing.policy(mix, new Random(0)), 0, HOUR, HOUR, 0, 1, HOUR, 0, Long.MAX_VALUE),
            2,
            "a");
    play.submit(work("one", "a").needs(new Demand(MODEL, 1, 500, 1000, 100))).starts();
    play.kernel.node(drained("n0"));
    play.kernel.node(drained("n1"));
    play.submit(work("two", "a").cards(8));
    assertThat(play.starts()).isEmpty();
    play.kernel.node(faulty("n0", 8, 0b1111));
    play.kernel.node(Play.node("n1", 8));
    play.end("one");
    assertThat(play.starts()).containsExactly("two");
  }

  @Test
  void aLostRankWaitsAgainAndStartsElsewhere() {
    Play play = Play.plain(2, "a");
    play.submit(work("gang", "a").cards(8)).starts();
    String lost = play.nodes("gang").getFirst();
    play.kernel.node(drained(lost));
    play.end(Kernel.End.AGAIN, "gang");
    assertThat(play.starts()).containsExactly("gang");
    assertThat(play.nodes("gang")).doesNotContain(lost);
  }

  @Test
  void whatRunsKeepsItsCardsWhenNodesAreAdded() {
    Play play = Play.plain(1, "a");
    play.submit(work("runs", "a").cards(6)).starts();
    play.kernel.node(Play.node("m", 8));
    play.submit(work("eight", "a").cards(8), work("two", "a").cards(2));
    assertThat(play.starts()).containsExactly("eight", "two");
    assertThat(play.nodes("eight")).containsExactly("m");
    assertThat(play.slots("two").getFirst().cards() & play.slots("runs").getFirst().cards())
        .isZero();
  }

  @Test
  void whatRunsOnAFaultyCardKeepsItWhenNodesAreAdded() {
    Play play = play(1);
    play.submit(work("runs", "a").needs(HALF)).starts();
    play.kernel.node(faulty("n0", 1, 1));
    play.kernel.node(Play.node("m", 1));
    play.submit(work("x", "a").needs(HALF), work("y", "a").needs(HALF), work("z", "a").needs(HALF));
    assertThat(play.starts()).containsExactly("x", "y");
    play.end("runs");
    assertThat(play.starts()).isEmpty();
    play.kernel.node(Play.node("n0", 1));
    assertThat(play.starts()).containsExactly("z");
  }

  @Test
  void whatRunsOnANodeThatIsGoneHoldsNoRoomThere() {
    Play play = Play.plain(2, "a");
    play.submit(work("gang", "a").cards(8).ranks(2)).starts();
    play.kernel.nodes(List.of(Play.node("n1", 8)));
    play.submit(work("x", "a"));
    assertThat(play.starts()).isEmpty();
    play.end("gang");
    assertThat(play.starts()).containsExactly("x");
  }

  @Test
  void aNodeThatComesBackLargerHasRoomForMore() {
    Play play = play(4);
    play.submit(work("runs", "a").cards(4)).starts();
    play.kernel.node(Play.node("n0", 8));
    play.submit(work("x", "a").cards(4), work("y", "a"));
    assertThat(play.starts()).containsExactly("x");
  }

  @Test
  void aNodeThatComesBackSmallerCostsNobodyElsesCards() {
    Play play = Play.with(Play.PLAIN, 2, "a");
    play.submit(work("runs", "a").cards(8), work("other", "a").cards(8)).starts();
    play.kernel.node(Play.node("n0", 4));
    play.submit(work("x", "a").cards(4));
    assertThat(play.starts()).containsExactly("x");
    assertThat(play.nodes("x")).containsExactly("n0");
  }

  @Test
  void oneCardIsTakenFromTheRingThatTheTablesPrefer() {
    // rings of four with 2 and 3 free: a third of the order 1, 3, 2, 4
    assertThat(Rings.choose(0b0111_0011, 4, 8, 1)).isEqualTo(0b0001_0000);
    assertThat(Rings.choose(0b0001_0111, 4, 8, 1)).isEqualTo(0b0001_0000);
    assertThat(Rings.choose(0b1111_0011, 4, 8, 1)).isEqualTo(0b0000_0001);
    // two: 2, 4, 3
    assertThat(Rings.choose(0b0111_1111, 4, 8, 2)).isEqualTo(0b0000_0011);
    assertThat(Rings.choose(0b0011_1111, 4, 8, 2)).isEqualTo(0b0011_0000);
    assertThat(Rings.choose(0b1111_0111, 4, 8, 4)).isEqualTo(0b1111_0000);
    assertThat(Rings.choose(0b1111_1111, 4, 8, 8)).isEqualTo(0b1111_1111);
    assertThat(Rings.choose(0b1111_0111, 4, 8, 8)).isZero();
  }

  @Test
  void aRingGivesPowersOfTwoOrTheWholeNode() {
    Play play = new Play(Play.PLAIN);
    play.kernel.nodes(List.of(Play.node("n", 8, 4, "switch")));
    play.kernel.queue(Queue.plain("a", null));
    play.submit(
        work("three", "a").cards(3), work("six", "a").cards(6), work("eight", "a").cards(8));
    assertThat(play.starts()).containsExactly("eight");
    assertThat(play.why("three")).isEqualTo(new Reason.NoRoom(0, 1, 0));
  }

  @Test
  void fourCardsNeverComeFromTwoRings() {
    Play play = new Play(Play.PLAIN);
    play.kernel.nodes(List.of(Play.node("n", 8, 4, "switch")));
    play.kernel.queue(Queue.plain("a", null));
    play.submit(work("one", "a"), work("two", "a").cards(4)).starts();
    play.submit(work("three", "a").cards(4));
    assertThat(play.starts()).isEmpty();
    play.end("two");
    assertThat(play.starts()).containsExactly("three");
    assertThat(play.slots("three").getFirst().cards()).isIn(0b1111, 0b11110000);
  }

  @Test
  void selectorsAndModelsMustMatch() {
    Play play = new Play(Play.PLAIN);
    Node other =
        new Node("m", true, "other", 8, 0, 0, 1000, 1000, "s", "s", Map.of("zone", "east"));
    Node west = new Node("w", true, MODEL, 8, 0, 0, 1000, 1000, "s", "s", Map.of("zone", "west"));
    play.kernel.nodes(List.of(other, west));
    play.kernel.queue(Queue.plain("a", null));
    play.submit(
        work("east", "a").selectors(Map.of("zone", "east")),
        work("west", "a").selectors(Map.of("zone", "west")));
    assertThat(play.starts()).containsExactly("west");
    assertThat(play.nodes("west")).containsExactly("w");
  }

  @Test
  void noTwoOfAGroupThatIsToBeApartRunOnOneNode() {
    Play play = Play.plain(2, "a");
    play.submit(
        work("x", "a").apart("g"),
        work("y", "a").apart("g"),
        work("z", "a").apart("g"),
        work("other", "a").apart("h"));
    assertThat(play.starts()).containsExactlyInAnyOrder("x", "y", "other");
    assertThat(play.nodes("x")).doesNotContainAnyElementsOf(play.nodes("y"));
    play.end("x");
    assertThat(play.starts()).containsExactly("z");
  }

  private static Play play(int cards) {
    Play play = new Play(Play.PLAIN);
    play.kernel.nodes(List.of(Play.node("n0", cards)));
    play.kernel.queue(Queue.plain("a", null));
    return play;
  }

  private static Node faulty(String name, int cards, int faulty) {
    return new Node(
        name, true, MODEL, cards, faulty, 0, 100_000, 100_000, "switch", "super", Map.of());
  }

  private static Node drained(String name) {
    return new Node(name, false, MODEL, 8, 0, 0, 100_000, 100_000, "switch", "super", Map.of());
  }
}
