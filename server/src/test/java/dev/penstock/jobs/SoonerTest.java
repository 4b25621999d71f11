package dev.penstock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.Node;
import dev.penstock.fleet.Flavour;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Shape;
import java.util.List;
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
    List<Integer> cards =
        IntStream.range(0, 8).map(card -> card < free ? 1000 : 0).boxed().toList();
    return new Node(name, true, model, 8, true, 64_000, 65_536, cards, 64_000, 65_536);
  }

  /** As if nothing else waited. */
  private record OnNodes(int asked, List<Node> nodes) implements Sooner.Proposals {
    @Override
    public int mostNodes() {
      int most = asked - 1;
      while (most > 0 && !startsAnew(most, Queues.demand(EIGHT.shape()))) {
        most--;
      }
      return most;
    }

    @Override
    public boolean startsAnew(int count, Demand demand) {
      return Fit.of(nodes, count, demand) instanceof Fit.Possible(boolean now) && now;
    }
  }

  private static List<Sooner> sooner(int nodes, List<Node> on) {
    return Sooner.asking(new OnNodes(nodes, on), EIGHT, nodes, ALL);
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
  void offersNothingWhereThereIsNoRoomAtAll() {
    assertThat(sooner(1, List.of(node("a", "big", 0)))).isEmpty();
  }
}
