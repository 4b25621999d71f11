package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.FirstFit;
import dev.penstock.dispatch.Node;
import dev.penstock.dispatch.WhatIf;
import dev.penstock.dispatch.Workload;
import dev.penstock.fleet.Flavour;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Shape;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoonerTest {
  private static final Flavour EIGHT = cards("big.8", "big", 8);
  private static final Flavour FOUR = cards("big.4", "big", 4);
  private static final Flavour ONE = cards("big.1", "big", 1);
  private static final Flavour SMALL = cards("small.1", "small", 1);
  private static final Flavour CPU = new Flavour("cpu", new Shape(null, 0, 1000, 1024));
  private static final List<Flavour> ALL = List.of(CPU, EIGHT, FOUR, ONE, SMALL);

  private static Flavour cards(String name, String model, int cards) {
    return new Flavour(name, new Shape(model, cards * 1000L, 1000, 1024));
  }

  private static Node node(String name, String model, int free) {
    List<Integer> cards = IntStream.range(0, free).boxed().toList();
    return new Node(name, true, model, 8, 64_000, 65_536, cards, 64_000, 65_536);
  }

  private static List<Sooner> sooner(int nodes, List<Node> on, Workload... ahead) {
    Workload wanted =
        new Workload(new UUID(0, 9), nodes, Queues.demand(EIGHT.shape()), 0, /* order= */ 9);
    List<Workload> queue =
        java.util.stream.Stream.concat(List.of(ahead).stream(), java.util.stream.Stream.of(wanted))
            .toList();
    WhatIf whatIf = new WhatIf(new FirstFit(), on, queue, wanted);
    return Sooner.asking(
        new Sooner.Proposals() {
          @Override
          public int mostNodes() {
            return whatIf.mostNodes();
          }

          @Override
          public boolean startsAnew(int fewer, Demand demand) {
            return whatIf.startsAnew(fewer, demand);
          }
        },
        EIGHT,
        nodes,
        ALL);
  }

  @Test
  void offersTheSameCardsFirstAndOfThoseTheMost() {
    assertThat(sooner(1, List.of(node("a", "big", 6), node("b", "small", 8))))
        .containsExactly(
            new Sooner.OtherFlavour("big.4", 1),
            new Sooner.OtherFlavour("big.1", 1),
            new Sooner.OtherFlavour("small.1", 1));
  }

  @Test
  void offersFewerNodesWhereThereIsRoomForThem() {
    assertThat(sooner(3, List.of(node("a", "big", 8), node("b", "big", 8), node("c", "big", 0))))
        .containsExactly(new Sooner.FewerNodes(2, 3));
  }

  @Test
  void offersOnlyOtherCardsToOneThatIsBehindAnother() {
    Workload ahead = new Workload(new UUID(0, 1), 2, Queues.demand(EIGHT.shape()), 0, 1);
    assertThat(sooner(1, List.of(node("a", "big", 8), node("b", "small", 1)), ahead))
        .containsExactly(new Sooner.OtherFlavour("small.1", 1));
  }

  @Test
  void offersNothingWhereThereIsNoRoomAtAll() {
    assertThat(sooner(1, List.of(node("a", "big", 0)))).isEmpty();
  }
}
