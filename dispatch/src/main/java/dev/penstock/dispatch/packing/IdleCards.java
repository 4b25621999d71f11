package dev.penstock.dispatch.packing;

/** The cards of each node that are not used up: few, where the nodes are nearly full. */
final class IdleCards {
  private static final int FIELD = 5;

  private final NodePool pool;
  private final int stride;
  // of each node how many cards, then what of each is free, and its number; small and side by side,
  // so that one look brings a node into the cache and many stay there
  private final char[] packed;

  IdleCards(NodePool pool, int mostCards) {
    this.pool = pool;
    this.stride = mostCards + 1;
    this.packed = new char[pool.nodes() * stride];
  }

  void changed(int node) {
    int end = first(node);
    for (int card = 0; card < pool.cards(node); card++) {
      int free = pool.cardMilli(node, card);
      if (free > 0) {
        packed[end++] = (char) (free << FIELD | card);
      }
    }
    packed[node * stride] = (char) (end - first(node));
  }

  /** Where a node's cards begin, the lowest first. */
  int first(int node) {
    return node * stride + 1;
  }

  int end(int node) {
    return first(node) + packed[node * stride];
  }

  int free(int at) {
    return packed[at] >>> FIELD;
  }

  int card(int at) {
    return packed[at] & (1 << FIELD) - 1;
  }

  /** The lowest cards with room for the task, as bits; it must fit. */
  int lowest(int node, Task task) {
    int chosen = 0;
    int missing = task.cards();
    for (int at = first(node); missing > 0; at++) {
      if (free(at) >= task.cardMilli()) {
        chosen |= 1 << card(at);
        missing--;
      }
    }
    return chosen;
  }

  /** Whether no card before it has as much free: such a one is as good. */
  boolean isFirst(int node, int at) {
    for (int before = first(node); before < at; before++) {
      if (free(before) == free(at)) {
        return false;
      }
    }
    return true;
  }
}
