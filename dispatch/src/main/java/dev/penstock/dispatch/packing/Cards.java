package dev.penstock.dispatch.packing;

/** The choice of cards on a node. */
final class Cards {
  private Cards() {}

  /** How good a choice of cards is. */
  @FunctionalInterface
  interface Judge {
    double of(int node, Task task, int cards);
  }

  /**
   * The best choice: for a part of one card each card with room is tried, for more the lowest ones
   * are taken.
   */
  static int best(NodePool pool, int node, Task task, Judge judge) {
    if (task.cards() != 1 || task.cardMilli() == Task.WHOLE) {
      return pool.lowestCards(node, task);
    }
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int card = 0; card < pool.cards(node); card++) {
      if (pool.cardMilli(node, card) >= task.cardMilli() && isFirst(pool, node, card)) {
        double score = judge.of(node, task, 1 << card);
        if (best == 0 || score > most) {
          most = score;
          best = 1 << card;
        }
      }
    }
    return best;
  }

  /** Whether no card before it has as much free: such a one is as good. */
  private static boolean isFirst(NodePool pool, int node, int card) {
    int free = pool.cardMilli(node, card);
    for (int before = 0; before < card; before++) {
      if (pool.cardMilli(node, before) == free) {
        return false;
      }
    }
    return true;
  }
}
