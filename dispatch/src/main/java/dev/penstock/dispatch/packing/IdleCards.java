package dev.penstock.dispatch.packing;

/** The cards of each node that are not used up: few, where the nodes are nearly full. */
final class IdleCards {
  private static final int FIELD = 5;

  private final NodePool pool;
  private final int mostCards;
  private final int[] ends;
  // what is free, and the card: small, so that more nodes stay in the cache
  private final char[] packed;

  IdleCards(NodePool pool, int mostCards) {
    this.pool = pool;
    this.mostCards = mostCards;
    this.ends = new int[pool.nodes()];
    this.packed = new char[pool.nodes() * mostCards + 1];
  }

  void changed(int node) {
    int end = first(node);
    for (int card = 0; card < pool.cards(node); card++) {
      int free = pool.cardMilli(node, card);
      packed[end] = (char) (free << FIELD | card);
      end += free > 0 ? 1 : 0;
    }
    ends[node] = end;
  }

  /** Where a node's cards begin, the lowest first. */
  int first(int node) {
    return node * mostCards;
  }

  int end(int node) {
    return ends[node];
  }

  int free(int at) {
    return packed[at] >>> FIELD;
  }

  int card(int at) {
    return packed[at] & (1 << FIELD) - 1;
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
