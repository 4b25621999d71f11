package dev.penstock.dispatch.packing;

/** A scorer that judges each choice of cards, and takes the best. */
abstract class JudgingScorer implements Scorer {
  final NodePool pool;
  private int chosen;

  JudgingScorer(NodePool pool) {
    this.pool = pool;
  }

  /** How good it is to run the task on these cards. */
  abstract double judge(int node, Task task, int cards);

  @Override
  public final double score(int node, Task task) {
    return choose(node, task);
  }

  @Override
  public final int cards(int node, Task task) {
    choose(node, task);
    return chosen;
  }

  /**
   * Chooses the cards, and says how good they are: for a part of one card each card with room is
   * tried, for more the lowest ones are taken.
   */
  private double choose(int node, Task task) {
    if (task.cards() != 1 || task.cardMilli() == Task.WHOLE) {
      chosen = pool.lowestCards(node, task);
      return judge(node, task, chosen);
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int card = 0; card < pool.cards(node); card++) {
      if (pool.cardMilli(node, card) >= task.cardMilli() && isFirst(node, card)) {
        double score = judge(node, task, 1 << card);
        if (score > most) {
          most = score;
          chosen = 1 << card;
        }
      }
    }
    return most;
  }

  /** Whether no card before it has as much free: such a one is as good. */
  private boolean isFirst(int node, int card) {
    int free = pool.cardMilli(node, card);
    for (int before = 0; before < card; before++) {
      if (pool.cardMilli(node, before) == free) {
        return false;
      }
    }
    return true;
  }
}
