package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.HOUR;
import static dev.penstock.dispatch.centre.Ask.MINUTE;
import static dev.penstock.dispatch.centre.Ask.MODEL;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReclaimTest {
  private static final long DUE = 2 * MINUTE;

  @Test
  void aBorrowerIsStoppedOnceTheOwnerHasWaitedLongEnough() {
    Play play = twoNodes();
    play.submit(work("b", "b").cards(8).ranks(2)).starts();
    play.at(MINUTE).submit(work("a", "a").cards(8));
    assertThat(play.starts()).isEmpty();
    assertThat(play.stops()).isEmpty();
    assertThat(play.last().askAgainAt()).isEqualTo(MINUTE + DUE);

    play.at(MINUTE + DUE);
    assertThat(play.starts()).as("its room is taken until its end is told").isEmpty();
    assertThat(play.last().preemptions())
        .containsExactly(
            new Cycle.Preemption(play.task("b"), Cycle.Preemption.Why.RECLAIM, play.id("a")));
    assertThat(play.why("a")).isEqualTo(new Reason.MakingRoom(1));
    play.end(Kernel.End.AGAIN, "b");
    assertThat(play.starts()).containsExactly("a");
  }

  @Test
  void roomThatIsMadeIsKeptForWhomItIsMade() {
    Play play = twoNodes();
    play.submit(work("b", "b").cards(8), work("b2", "b").cards(8)).starts();
    play.submit(work("a", "a").cards(8)).starts();
    play.at(DUE).starts();
    String stopped = play.stops().getFirst();
    play.end(Kernel.End.AGAIN, stopped).submit(work("c", "b").priority(9));
    assertThat(play.starts()).containsExactly("a");
  }

  @Test
  void theOneThatLosesLeastSinceItsCheckpointIsStopped() {
    Play play = twoNodes();
    play.submit(work("old", "b").cards(8)).starts();
    play.at(30 * MINUTE).submit(work("young", "b").cards(8)).starts();
    play.kernel.checkpoint(39 * MINUTE, play.task("old"));
    play.at(35 * MINUTE).submit(work("a", "a").cards(8)).starts();
    play.at(40 * MINUTE).starts();
    assertThat(play.stops()).containsExactly("old");
  }

  @Test
  void noMoreAreStoppedThanAreNeeded() {
    Play play = twoNodes();
    for (int i = 0; i < 16; i++) {
      play.submit(work("b" + i, "b"));
    }
    play.starts();
    play.submit(work("a", "a").cards(3)).starts();
    play.at(DUE).starts();
    assertThat(play.stops()).hasSize(3);
  }

  @Test
  void aGangIsStoppedWhole() {
    Play play = twoNodes();
    play.submit(work("gang", "b").cards(8).ranks(2)).starts();
    play.submit(work("one", "a"), work("two", "a").cards(7)).starts();
    play.at(DUE).starts();
    assertThat(play.stops()).containsExactly("gang");
    play.end(Kernel.End.AGAIN, "gang");
    assertThat(play.starts()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void nothingIsTakenFromAQueueWithinItsGuarantee() {
    Play play = twoNodes();
    play.kernel.queue(Play.guaranteed("b", 16));
    play.submit(work("b", "b").cards(8), work("b2", "b").cards(8)).starts();
    play.submit(work("a", "a").cards(8)).starts();
    play.at(HOUR - 1).starts();
    assertThat(play.stops()).isEmpty();
  }

  @Test
  void nothingIsTakenFromAProjectWithinItsGuaranteeThoughItsOrganisationBorrows() {
    Play play = twoNodes();
    play.kernel.queue(Play.guaranteed("b", 8));
    play.kernel.queue(child("b/safe", "b", 8));
    play.kernel.queue(child("b/loose", "b", 0));
    play.submit(work("loose", "b/loose").cards(8)).starts();
    play.at(10 * MINUTE).submit(work("safe", "b/safe").cards(8)).starts();
    play.at(20 * MINUTE).submit(work("a", "a").cards(8)).starts();
    play.at(22 * MINUTE).starts();
    assertThat(play.stops()).containsExactly("loose");
  }

  @Test
  void nothingIsTakenForEqualRights() {
    Play play = Play.plain(1, "a", "b");
    play.submit(work("b", "b").cards(8)).starts();
    play.submit(work("a", "a").cards(8)).starts();
    play.at(HOUR - 1).starts();
    assertThat(play.stops()).isEmpty();
  }

  @Test
  void nothingIsTakenWithinOneQueue() {
    Play play = Play.plain(1);
    play.kernel.queue(Play.guaranteed("a", 16));
    play.submit(work("first", "a").cards(8)).starts();
    play.submit(work("second", "a").cards(8).priority(5)).starts();
    play.at(HOUR - 1).starts();
    assertThat(play.stops()).isEmpty();
  }

  @Test
  void aQueueGetsNoMoreThanItsGuaranteeBack() {
    Play play = twoNodes();
    play.submit(work("b", "b").cards(8), work("b2", "b").cards(8)).starts();
    play.submit(work("a", "a").cards(8), work("a2", "a").cards(8)).starts();
    play.at(DUE).starts();
    assertThat(play.stops()).hasSize(1);
    play.at(DUE + 1).starts();
    assertThat(play.stops()).as("the first is still ending").isEmpty();
  }

  @Test
  void twoThatTakeBackAtOnceLeaveTheBorrowerItsGuarantee() {
    Play play = Play.plain(3);
    play.kernel.queue(Play.guaranteed("a", 8));
    play.kernel.queue(Play.guaranteed("b", 8));
    play.kernel.queue(Play.guaranteed("c", 16));
    play.submit(work("c1", "c").cards(8), work("c2", "c").cards(8), work("c3", "c").cards(8));
    play.starts();
    play.submit(work("a", "a").cards(8), work("b", "b").cards(8)).starts();
    play.at(DUE).starts();
    assertThat(play.stops()).hasSize(1);
    play.at(DUE + MINUTE).starts();
    assertThat(play.stops()).isEmpty();
  }

  @Test
  void whatAQueueTakesFromItsSiblingIsNoLossToTheQueueAboveBoth() {
    Play play = Play.plain(2);
    play.kernel.queue(Play.guaranteed("a", 8));
    play.kernel.queue(Play.guaranteed("b", 8));
    play.kernel.queue(child("b/owner", "b", 8));
    play.kernel.queue(child("b/loose", "b", 0));
    play.submit(work("one", "b/loose").cards(8), work("two", "b/loose").cards(8)).starts();
    play.submit(work("a", "a").cards(8), work("owner", "b/owner").cards(8)).starts();
    play.at(DUE).starts();
    assertThat(play.last().preemptions())
        .extracting(Cycle.Preemption::winner)
        .containsExactly(play.id("a"), play.id("owner"));
  }

  @Test
  void aGuaranteeOfCoresIsNoRightToCards() {
    Play play = Play.plain(1, "b");
    play.kernel.queue(
        new Queue(
            "a", null, 1, new Amounts(50_000, 0, Map.of()), Amounts.UNBOUNDED, Amounts.UNBOUNDED));
    play.submit(work("b", "b").cards(8)).starts();
    play.submit(work("a", "a").needs(Demand.whole(MODEL, 8, 1000, 0))).starts();
    play.at(HOUR - 1).starts();
    assertThat(play.stops()).isEmpty();
  }

  @Test
  void aGuaranteeOfCoresIsTakenBackToo() {
    Play play = Play.plain(1, "b");
    play.kernel.queue(
        new Queue(
            "a", null, 1, new Amounts(50_000, 0, Map.of()), Amounts.UNBOUNDED, Amounts.UNBOUNDED));
    play.submit(work("b", "b").needs(Demand.cpu(80_000, 0))).starts();
    play.submit(work("a", "a").needs(Demand.cpu(40_000, 0))).starts();
    play.at(DUE).starts();
    assertThat(play.stops()).containsExactly("b");
  }

  @Test
  void whatMayNotBeStoppedIsNot() {
    Play play = twoNodes();
    play.submit(work("b", "b").cards(8).fixed(), work("b2", "b").cards(8)).starts();
    play.submit(work("a", "a").cards(8)).starts();
    play.at(DUE).starts();
    assertThat(play.stops()).containsExactly("b2");
  }

  @Test
  void noMoreAreStoppedInAnHourThanThePolicyPermits() {
    Policy p = Play.PLAIN;
    Play play =
        Play.with(new Policy(p.placing(), 0, HOUR, 24 * HOUR, 0, 1, 0, 2, Long.MAX_VALUE), 1, "b");
    play.kernel.queue(Play.guaranteed("a", 8));
    for (int i = 0; i < 8; i++) {
      play.submit(work("b" + i, "b").endless());
    }
    play.starts();
    play.at(1);
    for (int i = 0; i < 4; i++) {
      play.submit(work("a" + i, "a").needs(Demand.whole(MODEL, 1, i, 0)).endless());
    }
    play.starts();
    assertThat(play.stops()).hasSize(2);
    assertThat(play.last().askAgainAt()).isLessThanOrEqualTo(HOUR + 1);
    play.at(HOUR).starts();
    assertThat(play.stops()).isEmpty();
    play.at(HOUR + 1).starts();
    assertThat(play.stops()).hasSize(2);
  }

  @Test
  void aGangUnderOneSwitchTakesBackNodesUnderOneSwitch() {
    Play play = new Play(Play.PLAIN);
    List<Node> nodes = new ArrayList<>();
    for (String network : List.of("x", "y")) {
      nodes.add(Play.node(network + 0, 8, 0, network));
      nodes.add(Play.node(network + 1, 8, 0, network));
    }
    play.kernel.nodes(nodes);
    play.kernel.queue(Play.guaranteed("a", 16));
    play.kernel.queue(Queue.plain("b", null));
    for (int i = 0; i < 4; i++) {
      play.at(i * MINUTE).submit(work("b" + i, "b").cards(8)).starts();
    }
    play.at(5 * MINUTE)
        .submit(work("a", "a").cards(8).ranks(2).topology(Topology.SAME_SWITCH))
        .starts();
    play.at(7 * MINUTE).starts();
    play.end(Kernel.End.AGAIN, play.stops().toArray(new String[0]));
    assertThat(play.starts()).containsExactly("a");
  }

  @Test
  void smallOnesMoveWhereThatMakesAWholeNodeAndPays() {
    Play play = moving();
    play.submit(work("w", "a").cards(6), work("x", "a").cards(2));
    play.submit(work("y", "a").cards(6), work("z", "a").cards(2)).starts();
    play.end("w").end("y"); // two cards on each of two nodes
    play.at(MINUTE).submit(work("big", "a").cards(8));
    assertThat(play.starts()).isEmpty();
    assertThat(play.last().askAgainAt()).isEqualTo(6 * MINUTE);
    play.at(6 * MINUTE).starts();
    assertThat(play.stops()).hasSize(1);
    assertThat(play.last().preemptions().getFirst().why()).isEqualTo(Cycle.Preemption.Why.MOVE);
    String moved = play.stops().getFirst();
    play.end(Kernel.End.AGAIN, moved);
    assertThat(play.starts()).containsExactlyInAnyOrder("big", moved);
  }

  @Test
  void nothingMovesThatHasNoOtherPlace() {
    Play play = moving();
    play.submit(work("w", "a").cards(5), work("x", "a").cards(3));
    play.submit(work("y", "a").cards(5), work("z", "a").cards(3)).starts();
    play.end("x").end("z");
    play.at(MINUTE).submit(work("big", "a").cards(8)).starts();
    play.at(6 * MINUTE).starts();
    assertThat(play.stops()).isEmpty();
  }

  @Test
  void nothingMovesWhereMoreIsLostThanWaits() {
    Play play = moving();
    play.submit(work("w", "a").cards(6), work("x", "a").cards(2));
    play.submit(work("y", "a").cards(6), work("z", "a").cards(2)).starts();
    play.end("w").end("y");
    // they end in a minute anyhow, and have run for 59
    play.at(54 * MINUTE).submit(work("big", "a").cards(8)).starts();
    play.at(59 * MINUTE).starts();
    assertThat(play.stops()).isEmpty();
  }

  private static Play moving() {
    Policy p = Play.PLAIN;
    return Play.with(
        new Policy(p.placing(), 0, HOUR, 24 * HOUR, 0, 1, DUE, 60, 5 * MINUTE), 2, "a");
  }

  private static Play twoNodes() {
    Play play = Play.plain(2, "b");
    play.kernel.queue(Play.guaranteed("a", 8));
    return play;
  }

  private static Queue child(String name, String parent, int cards) {
    return new Queue(
        name, parent, 1, Amounts.cards(MODEL, cards), Amounts.UNBOUNDED, Amounts.UNBOUNDED);
  }
}
