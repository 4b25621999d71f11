package dev.penstock.bench.simulate.history;

import dev.penstock.dispatch.centre.Node;
import java.util.List;

/** Who holds which card, so that no replay goes on in which one is held twice. */
final class CardBook {
  private final List<Node> nodes;
  private final int[] held;

  CardBook(List<Node> nodes) {
    this.nodes = nodes;
    this.held = new int[nodes.size()];
  }

  /**
   * They are held from now on.
   *
   * @throws IllegalStateException when one is held already, or is not there
   */
  void take(List<Past.Slot> slots) {
    for (Past.Slot it : slots) {
      int all =
          nodes.get(it.node()).cards() == Integer.SIZE
              ? -1
              : (1 << nodes.get(it.node()).cards()) - 1;
      if ((held[it.node()] & it.cards()) != 0 || (it.cards() & ~all) != 0) {
        throw new IllegalStateException(
            "node %s: cards %s are to be held, but %s of %d are"
                .formatted(
                    nodes.get(it.node()).name(),
                    Integer.toBinaryString(it.cards()),
                    Integer.toBinaryString(held[it.node()]),
                    nodes.get(it.node()).cards()));
      }
      held[it.node()] |= it.cards();
    }
  }

  void give(List<Past.Slot> slots) {
    slots.forEach(it -> held[it.node()] &= ~it.cards());
  }
}
