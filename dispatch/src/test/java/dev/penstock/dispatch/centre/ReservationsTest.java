package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static dev.penstock.dispatch.centre.Ask.MODEL;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rooms that are kept in advance. */
final class ReservationsTest {
  private static final UUID R = new UUID(9, 9);

  @Test
  void nobodyElseCrossesIntoIt() {
    Play play = Play.plain(1, "a", "b");
    play.kernel.reserve(whole("b", HOUR, 2 * HOUR, "n0"));
    play.submit(work("crosses", "a").wall(HOUR + 1), work("ends", "a").wall(HOUR));
    assertThat(play.starts()).containsExactly("ends");
    assertThat(play.why("crosses")).isEqualTo(new Reason.Kept(R, true, HOUR));
    assertThat(play.last().askAgainAt()).isEqualTo(HOUR);
    play.at(2 * HOUR);
    assertThat(play.starts()).containsExactly("crosses");
  }

  @Test
  void itsOwnerUsesIt() {
    Play play = Play.plain(1, "a", "b");
    play.kernel.queue(Queue.plain("b/x", "b"));
    play.kernel.reserve(whole("b", HOUR, 3 * HOUR, "n0"));
    play.at(HOUR).submit(work("own", "b/x").cards(4), work("other", "a"));
    assertThat(play.starts()).containsExactly("own");
  }

  @Test
  void whatItDoesNotTakeIsFreeForAll() {
    Play play = Play.plain(1, "a", "b");
    play.kernel.reserve(part("b", 6, 0, HOUR, 1));
    play.submit(work("three", "a").cards(3), work("two", "a").cards(2));
    assertThat(play.starts()).containsExactly("two");
    play.submit(work("own", "b").cards(6));
    assertThat(play.starts()).containsExactly("own");
    // what the owner uses is not kept a second time
    play.end("two").submit(work("again", "a").cards(2));
    assertThat(play.starts()).containsExactly("again");
  }

  @Test
  void whatItsOwnerGivesBackIsKeptAgain() {
    Play play = Play.plain(1, "a", "b");
    play.kernel.reserve(part("b", 6, 0, HOUR, 1));
    play.submit(work("own", "b").cards(6)).starts();
    play.end("own").submit(work("three", "a").cards(3));
    assertThat(play.starts()).isEmpty();
  }

  @Test
  void forMaintenanceANodeDrainsByItself() {
    Play play = Play.plain(2, "a");
    play.submit(work("runs", "a").cards(8)).starts();
    String node = play.nodes("runs").getFirst();
    play.kernel.reserve(whole(null, HOUR, 2 * HOUR, node));
    play.submit(work("short", "a").wall(MINUTE), work("long", "a"));
    play.starts();
    assertThat(play.nodes("long")).doesNotContain(node);
    play.at(MINUTE)
        .end("runs")
        .submit(work("x", "a").cards(8).wall(59 * MINUTE), work("y", "a").cards(8).wall(HOUR));
    assertThat(play.starts()).containsExactly("x");
    play.at(HOUR).end("x");
    assertThat(play.starts()).as("nobody while it lasts").isEmpty();
    play.at(2 * HOUR);
    assertThat(play.starts()).containsExactly("y");
  }

  @Test
  void tellsWhatIsMissing() {
    Play play = Play.plain(2, "b");
    play.kernel.reserve(part("b", 8, HOUR, 2 * HOUR, 3));
    play.starts();
    assertThat(play.kernel.reserved(R)).containsExactly("n0", "n1");
    assertThat(play.kernel.missing(R)).isEqualTo(1);
    play.kernel.node(Play.node("n2", 8));
    play.starts();
    assertThat(play.kernel.missing(R)).isZero();
    play.kernel.unreserve(R);
    assertThat(play.kernel.reserved(R)).isEmpty();
  }

  @Test
  void aNodeThatFailsIsReplacedAndTheOthersStay() {
    Play play = Play.plain(3, "a", "b");
    play.kernel.reserve(part("b", 8, 0, 2 * HOUR, 1));
    play.submit(work("own", "b").cards(4)).starts();
    List<String> first = play.kernel.reserved(R);
    play.kernel.node(Play.node("n9", 8));
    play.starts();
    assertThat(play.kernel.reserved(R)).isEqualTo(first);
    play.kernel.node(
        new Node(
            first.getFirst(),
            false,
            MODEL,
            8,
            0,
            0,
            100_000,
            100_000,
            "switch",
            "super",
            Map.of()));
    play.starts();
    assertThat(play.kernel.reserved(R)).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  @Test
  void itTakesTheNodesThatWillBeFree() {
    Play play = Play.plain(2, "a", "b");
    play.submit(work("long", "a").cards(8).wall(10 * HOUR)).starts();
    play.kernel.reserve(part("b", 8, HOUR, 2 * HOUR, 1));
    play.submit(work("x", "a").cards(8).wall(2 * HOUR));
    assertThat(play.starts()).isEmpty();
    assertThat(play.kernel.reserved(R)).doesNotContainAnyElementsOf(play.nodes("long"));
  }

  @Test
  void whatIsKeptOfCardsIsKeptOnTheseVeryCards() {
    Play play = new Play(Play.PLAIN);
    play.kernel.nodes(List.of(Play.node("n0", 2)));
    play.kernel.queue(Queue.plain("a", null));
    play.kernel.queue(Queue.plain("b", null));
    Demand half = new Demand(MODEL, 1, 500, 0, 0);
    play.submit(work("long", "a").needs(half).wall(3 * HOUR)).starts();
    play.submit(work("short", "a").needs(new Demand(MODEL, 1, 600, 0, 0)).wall(MINUTE)).starts();
    play.kernel.reserve(part("b", 1, HOUR, 2 * HOUR, 1));
    // best fit likes the card of the short one, which the reservation needs whole
    play.submit(work("part", "a").needs(new Demand(MODEL, 1, 400, 0, 0)).wall(2 * HOUR)).starts();
    play.at(HOUR).end("short").submit(work("own", "b"));
    assertThat(play.starts()).contains("own");
  }

  @Test
  void twoReservationsDoNotShareACard() {
    Play play = Play.plain(2, "b");
    play.kernel.reserve(part("b", 8, HOUR, 2 * HOUR, 1));
    play.kernel.reserve(
        new Reservation(
            new UUID(9, 8), "b", HOUR, 2 * HOUR, 1, Demand.whole(MODEL, 8, 0, 0), List.of()));
    play.starts();
    assertThat(play.kernel.reserved(R))
        .doesNotContainAnyElementsOf(play.kernel.reserved(new UUID(9, 8)));
  }

  @Test
  void refusesWhatCanNotBe() {
    Play play = Play.plain(1, "b");
    assertThatThrownBy(() -> play.kernel.reserve(whole("nobody", 0, 1, "n0")))
        .hasMessageContaining("nobody is unknown");
    assertThatThrownBy(() -> whole("b", 2, 2, "n0")).hasMessageContaining("not after");
    assertThatThrownBy(() -> new Reservation(R, "b", 0, 1, 0, null, List.of()))
        .hasMessageContaining("name the nodes");
  }

  @Test
  void whomKeptRoomHeldBackStartsAtOnceWhenTheOwnerGetsOtherRoom() {
    Policy p = Play.PLAIN;
    Play play =
        Play.with(new Policy(p.placing(), 0, HOUR, HOUR, 0, 1, 2 * MINUTE, 60, 5 * MINUTE), 3, "c");
    play.kernel.queue(Play.guaranteed("a", 6));
    runs(play, work("gang", "c").cards(3).ranks(2).wall(10 * HOUR), "n0", 7, "n1", 7);
    runs(play, work("single", "c").wall(10 * HOUR), "n1", 8);
    runs(play, work("fixed", "c").fixed().wall(4 * HOUR), "n2", 1);
    play.submit(work("big", "c").cards(8)).at(1).submit(work("long", "a").cards(7).wall(5 * HOUR));
    play.at(2).submit(work("owner", "a").cards(6).wall(5 * HOUR));

    // room is kept for the big one on n2 from the end of the fixed one, so the long one is held
    // back; once the gang is stopped for the owner, the single can move and leaves n1 to the big
    play.kernel.checkpoint(2 * HOUR - MINUTE, play.task("single"));
    play.at(2 * HOUR);
    assertThat(play.starts()).containsExactly("long");
    assertThat(play.stops()).containsExactly("gang", "single");
    assertThat(play.nodes("long")).containsExactly("n2");
  }

  private static Reservation whole(@Nullable String queue, long from, long to, String node) {
    return new Reservation(R, queue, from, to, 1, null, List.of(node));
  }

  private static Reservation part(String queue, int cards, long from, long to, int nodes) {
    return new Reservation(R, queue, from, to, nodes, Demand.whole(MODEL, cards, 0, 0), List.of());
  }

  /** It has run since the beginning, on these nodes and these cards. */
  private static void runs(Play play, Ask ask, Object... nodesAndCards) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < nodesAndCards.length; i += 2) {
      slots.add(new Slot((String) nodesAndCards[i], (Integer) nodesAndCards[i + 1], 0));
    }
    play.kernel.adopt(
        0,
        ask.build(play.id(ask.name), 0),
        1,
        List.of(),
        List.of(new Kernel.Running(0, 0, List.copyOf(slots))));
  }
}
