package dev.penstock.dispatch.packing;

/** For each node, and for a node as it would be, what its free cards are good for. */
final class CardFigures {
  private final NodePool pool;
  private final int[] sizes;
  private final int[] usable;
  private final int[] count;
  private final int[] usableAfter;
  private final int[] countAfter;

  CardFigures(NodePool pool, int[] sizes) {
    this.pool = pool;
    this.sizes = sizes;
    this.usable = new int[pool.nodes() * sizes.length];
    this.count = new int[pool.nodes() * sizes.length];
    this.usableAfter = new int[sizes.length];
    this.countAfter = new int[sizes.length];
    for (int node = 0; node < pool.nodes(); node++) {
      changed(node);
    }
  }

  void changed(int node) {
    int at = node * sizes.length;
    for (int size = 0; size < sizes.length; size++) {
      int sum = 0;
      int cards = 0;
      for (int card = 0; card < pool.cards(node); card++) {
        int free = pool.cardMilli(node, card);
        if (free >= sizes[size]) {
          sum += free;
          cards++;
        }
      }
      usable[at + size] = sum;
      count[at + size] = cards;
    }
  }

  /** Reckons the node as it would be without so much of these cards. */
  void without(int node, int cards, int milli) {
    int at = node * sizes.length;
    System.arraycopy(usable, at, usableAfter, 0, sizes.length);
    System.arraycopy(count, at, countAfter, 0, sizes.length);
    for (int left = cards; left != 0; left &= left - 1) {
      int free = pool.cardMilli(node, Integer.numberOfTrailingZeros(left));
      int rest = free - milli;
      for (int size = 0; size < sizes.length && sizes[size] <= free; size++) {
        if (rest >= sizes[size]) {
          usableAfter[size] -= milli;
        } else {
          usableAfter[size] -= free;
          countAfter[size]--;
        }
      }
    }
  }

  double now(Fragmentation fragmentation, int node) {
    return fragmentation.of(
        pool.milliCores(node), pool.idleMilli(node), usable, count, node * sizes.length);
  }

  /** Of the node that {@link #without} reckoned last. */
  double after(Fragmentation fragmentation, int milliCores, int idle) {
    return fragmentation.of(milliCores, idle, usableAfter, countAfter, 0);
  }
}
