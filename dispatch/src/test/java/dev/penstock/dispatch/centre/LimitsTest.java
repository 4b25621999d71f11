package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.MODEL;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  @Test
  void aQueueHoldsNoMoreThanItsLimit() {
    Play play = Play.plain(2);
    play.kernel.queue(limited("a", Play.atMost(8), Amounts.UNBOUNDED));
    play.submit(work("six", "a").cards(6), work("three", "a").cards(3), work("two", "a").cards(2));
    assertThat(play.starts()).containsExactly("six", "two");
    assertThat(play.why("three")).isEqualTo(new Reason.Limit("a", null, MODEL, 6000, 8000, 3000));
  }

  @Test
  void theLimitOfTheQueueAboveHoldsForAllBelow() {
    Play play = Play.plain(2);
    play.kernel.queue(limited("org", Play.atMost(8), Amounts.UNBOUNDED));
    play.kernel.queue(Queue.plain("x", "org"));
    play.kernel.queue(Queue.plain("y", "org"));
    play.submit(work("x1", "x").cards(6), work("y1", "y").cards(6));
    assertThat(play.starts()).containsExactly("x1");
    assertThat(play.why("y1")).isEqualTo(new Reason.Limit("org", null, MODEL, 6000, 8000, 6000));
  }

  @Test
  void oneUserIsHeldWhileAnotherGoesPast() {
    Play play = Play.plain(2);
    play.kernel.queue(limited("a", Amounts.UNBOUNDED, Play.atMost(4)));
    play.submit(
        work("x1", "a").user("x").cards(4),
        work("x2", "a").user("x").cards(4),
        work("y1", "a").user("y").cards(4));
    assertThat(play.starts()).containsExactly("x1", "y1");
    assertThat(play.why("x2")).isEqualTo(new Reason.Limit("a", "x", MODEL, 4000, 4000, 4000));
    play.end("x1");
    assertThat(play.starts()).containsExactly("x2");
  }

  @Test
  void aLimitOnOneModelLeavesOthersAlone() {
    Play play = new Play(Play.PLAIN);
    play.kernel.nodes(
        List.of(
            Play.node("n", 8),
            new Node("m", true, "other", 8, 0, 0, 1000, 1000, "s", "s", Map.of())));
    play.kernel.queue(limited("a", Play.atMost(0), Amounts.UNBOUNDED));
    play.submit(work("none", "a"), work("m", "a").needs(Demand.whole("other", 8, 0, 0)));
    assertThat(play.starts()).containsExactly("m");
  }

  @Test
  void coresAndMemoryHaveLimitsToo() {
    Play play = Play.plain(1);
    play.kernel.queue(limited("a", new Amounts(1000, Long.MAX_VALUE, Map.of()), Amounts.UNBOUNDED));
    play.submit(work("x", "a").needs(Demand.cpu(600, 1)), work("y", "a").needs(Demand.cpu(600, 1)));
    assertThat(play.starts()).containsExactly("x");
    assertThat(play.why("y")).isEqualTo(new Reason.Limit("a", null, "cores", 600, 1000, 600));
  }

  @Test
  void aLimitThatIsRaisedLetsTheNextGo() {
    Play play = Play.plain(1);
    play.kernel.queue(limited("a", Play.atMost(1), Amounts.UNBOUNDED));
    play.submit(work("x", "a"), work("y", "a")).starts();
    play.kernel.queue(limited("a", Play.atMost(2), Amounts.UNBOUNDED));
    assertThat(play.starts()).containsExactly("y");
  }

  @Test
  void aLimitByUserThatComesLaterCountsWhatRunsAlready() {
    Play play = Play.plain(1, "a");
    play.submit(work("x", "a").cards(3), work("w", "a").cards(6)).starts();
    play.kernel.queue(limited("a", Amounts.UNBOUNDED, Play.atMost(4)));
    play.submit(work("y", "a").cards(2), work("z", "a").cards(1));
    assertThat(play.starts()).containsExactly("z");
    play.end("x");
    assertThat(play.starts()).containsExactly("y");
    play.end("y").end("z").submit(work("v", "a").cards(5));
    assertThat(play.starts()).isEmpty();
  }

  @Test
  void aLimitByUserThatGoesAwayLetsAllGo() {
    Play play = Play.plain(1);
    play.kernel.queue(limited("a", Amounts.UNBOUNDED, Play.atMost(1)));
    play.submit(work("x", "a"), work("y", "a")).starts();
    play.kernel.queue(Queue.plain("a", null));
    assertThat(play.starts()).containsExactly("y");
    play.kernel.queue(limited("a", Amounts.UNBOUNDED, Play.atMost(2)));
    play.submit(work("z", "a"));
    assertThat(play.starts()).isEmpty();
    play.end("x");
    assertThat(play.starts()).containsExactly("z");
  }

  @Test
  void whatCanNotBeTakenBackLeavesOthersTheirGuarantee() {
    Play play = Play.plain(2, "a");
    play.kernel.queue(Play.guaranteed("b", 8));
    play.submit(work("x", "a").cards(8).fixed(), work("y", "a").fixed(), work("z", "a"));
    assertThat(play.starts()).containsExactly("x", "z");
    assertThat(play.why("y")).isEqualTo(new Reason.Guaranteed(MODEL, 0, 1000));
    play.submit(work("own", "b").cards(7).fixed());
    assertThat(play.starts()).containsExactly("own");
  }

  @Test
  void whatCanNotBeTakenBackLeavesSiblingsTheirGuarantee() {
    Play play = Play.plain(2);
    play.kernel.queue(Play.guaranteed("org", 16));
    play.kernel.queue(child("org/a", 0));
    play.kernel.queue(child("org/b", 8));
    play.submit(work("x", "org/a").cards(8).fixed(), work("y", "org/a").cards(8).fixed());
    assertThat(play.starts()).containsExactly("x");
    assertThat(play.why("y")).isEqualTo(new Reason.Guaranteed(MODEL, 0, 8000));
    play.submit(work("z", "org/b").cards(8).fixed());
    assertThat(play.starts()).containsExactly("z");
  }

  private static Queue child(String name, int cards) {
    return new Queue(
        name, "org", 1, Amounts.cards(MODEL, cards), Amounts.UNBOUNDED, Amounts.UNBOUNDED);
  }

  private static Queue limited(String name, Amounts limit, Amounts userLimit) {
    return new Queue(name, null, 1, Amounts.NONE, limit, userLimit);
  }
}
