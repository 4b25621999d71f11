package dev.penstock.dispatch.packing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Places tasks one at a time, each at once where it fits, on the node that the policy likes best.
 *
 * <p>For each shape of task the nodes' scores are kept in a {@link Ranking}. A placement changes
 * one node; what changed is written in a log, and a shape takes the log in when it is next asked
 * for. So a placement costs about one score for each shape in use, whatever the number of nodes.
 *
 * <p>Not safe for use by several threads. The same calls give the same answers.
 */
public final class Packer {
  private final NodePool pool;
  private final Scorer scorer;
  private final Map<Task, Ranking> rankings = new HashMap<>();
  private final int[] log;
  private final long[] lastChange;
  private final int[] todo;
  private final double[] scores;
  private final long[] before;
  private long changes;

  /** Packs this pool, which nobody else may change from now on. */
  public Packer(NodePool pool, Scorer.Policy policy) {
    this.pool = pool;
    this.scorer = policy.on(pool);
    // a shape that is further behind than this is cheaper to rank anew
    this.log = new int[Integer.highestOneBit(Math.max(1024, 2 * pool.nodes()))];
    // one place more, for the node that is not kept
    this.todo = new int[pool.nodes() + 1];
    this.scores = new double[pool.nodes()];
    this.before = new long[pool.nodes()];
    this.lastChange = new long[pool.nodes()];
  }

  /**
   * Where a task runs.
   *
   * @param node the node's index
   * @param cards its cards there, as bits
   */
  public record Spot(Task task, int node, int cards) {}

  /** Starts the task; null when it fits nowhere now. */
  public @Nullable Spot place(Task task) {
    int node = best(task);
    return node < 0 ? null : placeOn(node, task);
  }

  /** Takes these cards of the node for the task, whatever the policy likes. */
  public Spot put(int node, Task task, int cards) {
    Spot spot = new Spot(task, node, cards);
    putBack(spot);
    return spot;
  }

  /** The cards of the node that the policy likes best; the task must fit there. */
  public int cards(int node, Task task) {
    return task.cards() == 0 ? 0 : scorer.cards(node, task);
  }

  /** How much the policy likes the node for the task, which must fit there; the highest is best. */
  public double liking(int node, Task task) {
    return scorer.score(node, task);
  }

  /** Nothing fits on the node until it is opened again; what runs there goes on. */
  public void close(int node) {
    pool.close(node);
    note(node);
  }

  /** Undoes {@link #close}. */
  public void open(int node) {
    pool.open(node);
    note(node);
  }

  Spot placeOn(int node, Task task) {
    Spot spot = new Spot(task, node, task.cards() == 0 ? 0 : scorer.cards(node, task));
    pool.take(node, task, spot.cards);
    note(node);
    return spot;
  }

  /** The task has ended. */
  public void end(Spot spot) {
    pool.giveBack(spot.node, spot.task, spot.cards);
    note(spot.node);
  }

  /**
   * The node is gone, as if one task held all of it, so that nothing fits there. To {@link #end}
   * the spot brings the node back.
   *
   * @param node its index; all that runs there must have ended
   */
  Spot lose(int node) {
    int cards = pool.cards(node);
    if (pool.idleMilli(node) != cards * Task.WHOLE) {
      throw new IllegalArgumentException("node %d is still in use".formatted(node));
    }
    // one MiB more than there is: not even a task that asks for nothing fits
    Task all =
        new Task(
            pool.milliCores(node), pool.memoryMiB(node) + 1, cards, cards == 0 ? 0 : Task.WHOLE);
    Spot spot = new Spot(all, node, cards == 0 ? 0 : -1 >>> (Integer.SIZE - cards));
    putBack(spot);
    return spot;
  }

  /** Undoes {@link #end}. */
  void putBack(Spot spot) {
    pool.take(spot.node, spot.task, spot.cards);
    note(spot.node);
  }

  private void note(int node) {
    scorer.changed(node);
    log[(int) changes & (log.length - 1)] = node;
    lastChange[node] = ++changes;
  }

  /**
   * The node that the policy likes best of those that are permitted, -1 for none.
   *
   * @param permitted asked only of nodes where the task fits
   */
  public int best(Task task, IntPredicate permitted) {
    int best = best(task);
    if (best < 0 || permitted.test(best)) {
      return best;
    }
    int second = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int node = nextFitting(task, 0); node >= 0; node = nextFitting(task, node + 1)) {
      double score = scorer.score(node, task);
      if (score > most && permitted.test(node)) {
        most = score;
        second = node;
      }
    }
    return second;
  }

  /**
   * The first node from this one on that the task fits on, -1 for none; {@link #best} must have
   * been asked for the task since the last change.
   */
  public int nextFitting(Task task, int node) {
    Ranking ranking = Objects.requireNonNull(rankings.get(task));
    return node >= pool.nodes() ? -1 : ranking.nextScored(node);
  }

  /** The node that the policy likes best for the task, -1 for none. */
  public int best(Task task) {
    Ranking ranking = rankings.get(task);
    if (ranking == null) {
      ranking = new Ranking(pool.nodes(), before);
      rankings.put(task, ranking);
    }
    int count = changes - ranking.seen > log.length ? all(task, ranking) : changed(task, ranking);
    for (int at = 0; at < count; at++) {
      scores[at] = score(todo[at], task);
    }
    ranking.set(todo, scores, count);
    ranking.seen = changes;
    return ranking.best();
  }

  /**
   * Lists the nodes that have changed and that the task fits on now or did before. A pass that has
   * hardly anything to foretell, and only then the scores, is faster than one node after the other.
   */
  private int changed(Task task, Ranking ranking) {
    int count = 0;
    for (long at = ranking.seen; at < changes; at++) {
      int node = log[(int) at & (log.length - 1)];
      todo[count] = node;
      int concerned = pool.mayFit(node, task) | ranking.isScored(node);
      // what has changed again later is judged then
      count += lastChange[node] == at + 1 ? concerned : 0;
    }
    return count;
  }

  private int all(Task task, Ranking ranking) {
    int count = 0;
    for (int node = 0; node < pool.nodes(); node++) {
      todo[count] = node;
      count += pool.mayFit(node, task) | ranking.isScored(node);
    }
    return count;
  }

  private double score(int node, Task task) {
    return pool.fits(node, task) ? scorer.score(node, task) : Double.NEGATIVE_INFINITY;
  }
}
