package dev.penstock.dispatch.queueing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which cards are free, on nodes of equal size. */
final class Cards {
  private final int perNode;
  private final long[] free;
  private final BitSet[] nodesByFree;
  private final BitSet lost;

  Cards(int nodes, int perNode) {
    if (perNode < 1 || perNode > Long.SIZE) {
      throw new IllegalArgumentException(
          "cards per node must be 1 to %d, not %d".formatted(Long.SIZE, perNode));
    }
    this.perNode = perNode;
    free = new long[nodes];
    lost = new BitSet(nodes);
    nodesByFree = new BitSet[perNode + 1];
    for (int i = 0; i <= perNode; i++) {
      nodesByFree[i] = new BitSet(nodes);
    }
    for (int i = 0; i < nodes; i++) {
      free[i] = all();
    }
    nodesByFree[perNode].set(0, nodes);
  }

  private Cards(Cards other) {
    perNode = other.perNode;
    free = other.free.clone();
    lost = (BitSet) other.lost.clone();
    nodesByFree = new BitSet[perNode + 1];
    for (int i = 0; i <= perNode; i++) {
      nodesByFree[i] = (BitSet) other.nodesByFree[i].clone();
    }
  }

  Cards copy() {
    return new Cards(this);
  }

  int nodes() {
    return free.length;
  }

  /** All cards but those of lost nodes. */
  int available() {
    return (free.length - lost.cardinality()) * perNode;
  }

  boolean isLost(int node) {
    return lost.get(node);
  }

  /** The node is gone, with all its cards, which must be free. */
  void lose(int node) {
    lost.set(node);
    set(node, 0);
  }

  /** The node is there again, empty. */
  void restore(int node) {
    lost.clear(node);
    set(node, all());
  }

  private long all() {
    return -1L >>> (Long.SIZE - perNode);
  }

  int perNode() {
    return perNode;
  }

  int freeOn(int node) {
    return Long.bitCount(free[node]);
  }

  /** Best fit on one node, or whole nodes and the rest by best fit; null when there is no room. */
  @Nullable List<Slot> take(int cards) {
    int whole = cards <= perNode ? 0 : cards / perNode;
    int rest = cards - whole * perNode;
    if (whole > nodesByFree[perNode].cardinality()) {
      return null;
    }
    List<Slot> slots = new ArrayList<>(whole + 1);
    for (int i = 0; i < whole; i++) {
      slots.add(takeOn(nodesByFree[perNode].nextSetBit(0), perNode));
    }
    if (rest > 0) {
      int node = bestFit(rest);
      if (node < 0) {
        give(slots);
        return null;
      }
      slots.add(takeOn(node, rest));
    }
    return slots;
  }

  void give(List<Slot> slots) {
    for (Slot slot : slots) {
      set(slot.node(), free[slot.node()] | slot.cards());
    }
  }

  private int bestFit(int cards) {
    for (int left = cards; left <= perNode; left++) {
      int node = nodesByFree[left].nextSetBit(0);
      if (node >= 0) {
        return node;
      }
    }
    return -1;
  }

  private Slot takeOn(int node, int cards) {
    long taken = 0;
    long left = free[node];
    for (int i = 0; i < cards; i++) {
      long lowest = Long.lowestOneBit(left);
      taken |= lowest;
      left ^= lowest;
    }
    set(node, left);
    return new Slot(node, taken);
  }

  private void set(int node, long cards) {
    nodesByFree[freeOn(node)].clear(node);
    free[node] = cards;
    nodesByFree[freeOn(node)].set(node);
  }
}
