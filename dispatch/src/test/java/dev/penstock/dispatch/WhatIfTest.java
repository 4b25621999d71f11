package dev.penstock.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhatIfTest {
  private static final Demand EIGHT = new Demand("ascend910b", 8, 8000, 8192);
  private static final Demand TWO = new Demand("ascend910b", 2, 2000, 2048);

  /** Four nodes of eight cards, of which so many are free on each. */
  private static List<Node> nodes(int... free) {
    List<Node> nodes = new ArrayList<>();
    for (int count : free) {
      List<Integer> cards = IntStream.range(0, count).boxed().toList();
      nodes.add(
          new Node(
              "n" + nodes.size(), true, "ascend910b", 8, 64_000, 65_536, cards, 64_000, 65_536));
    }
    return nodes;
  }

  private static Workload asks(int nodes, Demand demand, long order) {
    return new Workload(new UUID(0, order), nodes, demand, 0, order);
  }

  private static WhatIf whatIf(List<Node> nodes, Workload wanted, Workload... others) {
    List<Workload> queue = new ArrayList<>(List.of(others));
    queue.add(wanted);
    return new WhatIf(new FirstFit(), nodes, queue, wanted);
  }

  @Test
  void findsTheMostNodesThatWouldStartAtOnce() {
    WhatIf whatIf = whatIf(nodes(8, 8, 8, 2), asks(4, EIGHT, 1));
    assertThat(whatIf.mostNodes()).isEqualTo(3);
    assertThat(whatIf.room()).isEqualTo(new WhatIf.Room(3, 4, 0));
    assertThat(whatIf(nodes(7, 0), asks(2, EIGHT, 1)).mostNodes()).isZero();
    assertThat(whatIf(nodes(8), asks(1, EIGHT, 1)).mostNodes()).as("fewer than one").isZero();
  }

  @Test
  void saysWhetherASmallerDemandWouldStartAtOnce() {
    WhatIf whatIf = whatIf(nodes(2, 2, 0, 0), asks(2, EIGHT, 1));
    assertThat(whatIf.startsAnew(2, TWO)).isTrue();
    assertThat(whatIf.startsAnew(3, TWO)).isFalse();
    assertThat(whatIf.startsAnew(1, new Demand("ascend310p", 1, 1000, 1024))).isFalse();
  }

  @Test
  void promisesNoRoomThatThoseBeforeItWillHave() {
    Workload before = asks(1, EIGHT, 1);
    Workload wanted = asks(2, EIGHT, 2);
    assertThat(whatIf(nodes(8, 2), wanted, before).mostNodes()).as("it is taken").isZero();
    assertThat(whatIf(nodes(2, 2), wanted, before).startsAnew(1, TWO))
        .as("nobody overtakes")
        .isFalse();
    Workload after = asks(1, TWO, 3);
    assertThat(whatIf(nodes(2), asks(1, EIGHT, 2), after).startsAnew(1, TWO))
        .as("submitted anew it is the last")
        .isFalse();
  }

  @Test
  void saysWhetherNodesThatComeBackWouldDo() {
    List<Node> nodes = new ArrayList<>(nodes(8, 8));
    nodes.add(new Node("drained", false, "ascend910b", 8, 64_000, 65_536, range(), 64_000, 65_536));
    WhatIf three = whatIf(nodes, asks(3, EIGHT, 1));
    assertThat(three.startsIfAllWereReady()).isTrue();
    assertThat(three.room()).isEqualTo(new WhatIf.Room(2, 3, 1));
    assertThat(three.fit()).isEqualTo(new Fit.Possible(false));
    WhatIf four = whatIf(nodes, asks(4, EIGHT, 1));
    assertThat(four.startsIfAllWereReady()).isFalse();
    assertThat(four.fit()).isEqualTo(new Fit.Impossible(Fit.Limit.NODES, 4, 3));
  }

  private static List<Integer> range() {
    return IntStream.range(0, 8).boxed().toList();
  }
}
