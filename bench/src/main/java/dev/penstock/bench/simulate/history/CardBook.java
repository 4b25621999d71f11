package dev.penstock.bench.simulate.history;

import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.packing.Task;
import java.util.List;

/** What is held of which card, so that no replay goes on in which one is held beyond its whole. */
final class CardBook {
  private final List<Node> nodes;
  private final int[][] held;

  CardBook(List<Node> nodes) {
    this.nodes = nodes;
    this.held = nodes.stream().map(node -> new int[node.cards()]).toArray(int[][]::new);
  }

  /**
   * They are held from now on.
   *
   * @param milli thousandths of each card
   * @throws IllegalStateException when there is not so much of one left, or it is not there
   */
  void take(List<Past.Slot> slots, int milli) {
    for (Past.Slot it : slots) {
      for (int left = it.cards(); left != 0; left &= left - 1) {
        int card = Integer.numberOfTrailingZeros(left);
        int[] cards = held[it.node()];
        if (card >= cards.length || cards[card] + milli > Task.WHOLE) {
          throw new IllegalStateException(
              "node %s: %d thousandths of card %d are to be held, but %s"
                  .formatted(
                      nodes.get(it.node()).name(),
                      milli,
                      card,
                      card >= cards.length
                          ? "it has %d cards".formatted(cards.length)
                          : "%d are".formatted(cards[card])));
        }
        cards[card] += milli;
      }
    }
  }

  void give(List<Past.Slot> slots, int milli) {
    for (Past.Slot it : slots) {
      for (int left = it.cards(); left != 0; left &= left - 1) {
        held[it.node()][Integer.numberOfTrailingZeros(left)] -= milli;
      }
    }
  }
}
