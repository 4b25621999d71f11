package dev.penstock.dispatch.packing;

/** A scorer that judges each choice of cards, and takes the best. */
abstract class JudgingScorer implements Scorer {
  final NodePool pool;

  JudgingScorer(NodePool pool) {
    this.pool = pool;
  }

  /** How good it is to run the task on these cards. */
  abstract double judge(int node, Task task, int cards);

  @Override
  public final double score(int node, Task task) {
    return judge(node, task, cards(node, task));
  }

  @Override
  public final int cards(int node, Task task) {
    return task.cards() == 0 ? 0 : Cards.best(pool, node, task, this::judge);
  }
}
