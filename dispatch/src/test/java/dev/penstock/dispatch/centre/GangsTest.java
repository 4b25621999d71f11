package dev.penstock.dispatch.centre;

import static dev.penstock.dispatch.centre.Ask.MODEL;
import static dev.penstock.dispatch.centre.Ask.work;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GangsTest {
  @Test
  void aGangStartsWholeOrNotAtAll() {
    Play play = Play.plain(2, "a");
    play.submit(work("three", "a").cards(8).ranks(3), work("two", "a").cards(8).ranks(2));
    assertThat(play.starts()).containsExactly("two");
    assertThat(play.nodes("two")).containsExactlyInAnyOrder("n0", "n1");
    assertThat(play.why("three")).isEqualTo(new Reason.NoRoom(0, 3, 2));
  }

  @Test
  void theRanksOfARoleRunOnNodesOfTheirOwn() {
    Play play = Play.plain(1, "a");
    play.submit(work("two", "a").ranks(2));
    assertThat(play.starts()).isEmpty();
  }

  @Test
  void rolesMayShareANodeAndAreToldApart() {
    Play play = Play.plain(1, "a");
    play.submit(
        work("both", "a")
            .role("launcher", 1, Demand.cpu(1000, 10))
            .role("worker", 1, Demand.whole(MODEL, 8, 1000, 10)));
    assertThat(play.starts()).containsExactly("both");
    assertThat(play.slots("both")).containsExactly(new Slot("n0", 0, 0), new Slot("n0", 0xff, 1));
    play.end("both");
    play.submit(work("all", "a").needs(Demand.whole(MODEL, 8, 100_000, 100_000)));
    assertThat(play.starts()).containsExactly("all");
  }

  @Test
  void twoRolesOnOneNodeAreCountedOnce() {
    Play play = Play.plain(1, "a");
    play.submit(
        work("both", "a")
            .role("one", 1, Demand.whole(MODEL, 3, 0, 0))
            .role("two", 1, Demand.whole(MODEL, 2, 0, 0)),
        work("big", "a").cards(8));
    assertThat(play.starts()).containsExactly("both");
    play.submit(work("small", "a").cards(3).wall(Ask.HOUR));
    assertThat(play.starts()).containsExactly("small");
  }

  @Test
  void roomIsKeptForRolesThatShareANode() {
    Play play = Play.plain(1, "a");
    play.submit(work("first", "a").cards(4)).starts();
    play.submit(
        work("both", "a")
            .role("one", 1, Demand.whole(MODEL, 6, 0, 0))
            .role("two", 1, Demand.whole(MODEL, 2, 0, 0)),
        work("long", "a").cards(4).wall(2 * Ask.HOUR));
    assertThat(play.starts()).isEmpty();
    assertThat(play.why("long")).isEqualTo(new Reason.Kept(play.id("both"), false, Ask.HOUR));
  }

  @Test
  void whatIsHardToPlaceGoesFirst() {
    Play play = new Play(Play.PLAIN);
    play.kernel.nodes(
        List.of(
            new Node("a", true, MODEL, 1, 0, 0, 1000, 100, "s", "s", Map.of()),
            new Node("b", true, MODEL, 1, 0, 0, 500, 100, "s", "s", Map.of())));
    play.kernel.queue(Queue.plain("q", null));
    play.submit(
        work("x", "q")
            .role("small", 1, Demand.whole(MODEL, 1, 500, 0))
            .role("large", 1, Demand.whole(MODEL, 1, 1000, 0)));
    assertThat(play.starts()).containsExactly("x");
    assertThat(play.nodes("x")).containsExactly("b", "a");
  }

  @Test
  void anElasticGangTakesWhatThereIsUpToItsWish() {
    Play play = Play.plain(3, "a");
    play.submit(work("wide", "a").cards(8).ranks(2, 4));
    assertThat(play.starts()).containsExactly("wide");
    assertThat(play.slots("wide")).hasSize(3);
    play.end("wide");
    play.submit(work("wish", "a").cards(8).ranks(1, 2), work("other", "a").cards(8));
    assertThat(play.starts()).containsExactly("wish", "other");
    assertThat(play.slots("wish")).hasSize(2);
  }

  @Test
  void anElasticGangStaysWithinTheLimits() {
    Play play = Play.plain(4);
    play.kernel.queue(new Queue("a", null, 1, Amounts.NONE, Play.atMost(24), Play.atMost(16)));
    play.submit(work("x", "a").cards(8).ranks(1, 4));
    assertThat(play.starts()).containsExactly("x");
    assertThat(play.slots("x")).hasSize(2);
    play.submit(work("y", "a").user("v").cards(8).ranks(1, 4));
    assertThat(play.starts()).containsExactly("y");
    assertThat(play.slots("y")).hasSize(1);
  }

  @Test
  void ranksAreNearEachOther() {
    Play play = switches();
    play.submit(work("gang", "a").cards(8).ranks(2));
    play.starts();
    assertThat(networks(play, "gang")).hasSize(1);
    play.submit(work("three", "a").cards(8).ranks(3));
    play.starts();
    assertThat(networks(play, "three")).hasSize(2);
  }

  @Test
  void sameSwitchIsAMust() {
    Play play = switches();
    play.submit(work("three", "a").cards(8).ranks(3).topology(Topology.SAME_SWITCH));
    assertThat(play.starts()).isEmpty();
    play.submit(work("two", "a").cards(8).ranks(2).topology(Topology.SAME_SWITCH));
    assertThat(play.starts()).containsExactly("two");
    assertThat(networks(play, "two")).hasSize(1);
  }

  @Test
  void sameSuperNodeIsAMust() {
    Play play = switches();
    play.submit(
        work("five", "a").cards(8).ranks(5).topology(Topology.SAME_SUPER_NODE),
        work("four", "a").cards(8).ranks(4).topology(Topology.SAME_SUPER_NODE));
    assertThat(play.starts()).containsExactly("four");
    assertThat(play.nodes("four"))
        .allMatch(it -> it.startsWith(play.nodes("four").getFirst().substring(0, 1)));
  }

  @Test
  void allRolesAreUnderTheOneSwitch() {
    Play play = switches();
    play.submit(work("x", "a").cards(5)).starts();
    // where best fit would put the worker there is no room for the other
    play.submit(
        work("roles", "a")
            .role("one", 1, Demand.whole(MODEL, 3, 0, 0))
            .role("two", 2, Demand.whole(MODEL, 6, 0, 0))
            .topology(Topology.SAME_SWITCH));
    assertThat(play.starts()).isEmpty();
    play.end("x");
    play.submit(
        work("fits", "a")
            .role("one", 1, Demand.whole(MODEL, 2, 0, 0))
            .role("two", 2, Demand.whole(MODEL, 6, 0, 0))
            .topology(Topology.SAME_SWITCH));
    assertThat(play.starts()).contains("fits");
    assertThat(networks(play, "fits")).hasSize(1);
  }

  @Test
  void spreadTakesManySwitches() {
    Play play = switches();
    play.submit(work("four", "a").ranks(4).topology(Topology.SPREAD));
    play.starts();
    assertThat(networks(play, "four")).hasSize(4);
  }

  private static List<String> networks(Play play, String gang) {
    return play.nodes(gang).stream().map(it -> it.substring(0, 2)).distinct().toList();
  }

  /** Two super-nodes with two switches each, and two nodes under each: s00 is s's 0th's 0th. */
  private static Play switches() {
    Play play = new Play(Play.PLAIN);
    List<Node> nodes = new ArrayList<>();
    for (String superNode : List.of("s", "t")) {
      for (int network = 0; network < 2; network++) {
        for (int i = 0; i < 2; i++) {
          nodes.add(
              new Node(
                  superNode + network + i,
                  true,
                  MODEL,
                  8,
                  0,
                  0,
                  1000,
                  1000,
                  "w" + network,
                  superNode,
                  Map.of()));
        }
      }
    }
    play.kernel.nodes(nodes);
    play.kernel.queue(Queue.plain("a", null));
    return play;
  }
}
