package dev.penstock.dispatch.queueing;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A one-card job that has waited may take the place of a job of several cards that is predicted to
 * run much longer, seldom; the cards that are left over serve others that wait. Whom it evicts is
 * of its own queue, or of one that holds more than its share.
 */
final class ShortOverLong implements Step {
  /** When nobody could be evicted, it isn't tried again for so long, in seconds. */
  private static final long PAUSE = 60;

  /**
   * When it may.
   *
   * @param waited for how long a job must have waited, in seconds
   * @param ran for how long the other must have run since its last start, in seconds
   * @param times how many times longer the other's predicted rest must be
   * @param cards how many cards the other must have
   * @param perDay how often a day
   * @param most how many of what was not used are kept
   */
  record Terms(long waited, long ran, double times, int cards, double perDay, double most) {}

  private final Terms terms;
  private final Cost cost;
  private final TokenBucket bucket;
  private long notBefore;

  ShortOverLong(Terms terms, Cost cost) {
    this(terms, cost, new TokenBucket(terms.perDay(), terms.most()), Long.MIN_VALUE);
  }

  private ShortOverLong(Terms terms, Cost cost, TokenBucket bucket, long notBefore) {
    this.terms = terms;
    this.cost = cost;
    this.bucket = bucket;
    this.notBefore = notBefore;
  }

  @Override
  public Step copy() {
    return new ShortOverLong(terms, cost, bucket.copy(), notBefore);
  }

  @Override
  public void apply(Cycle cycle) {
    List<Line> lines =
        cycle.cluster().waiting().stream()
            .filter(line -> line.cards() == 1)
            .sorted(Comparator.comparing(Line::head, Line.ORDER))
            .toList();
    for (Line line : lines) {
      long at = Math.max(due(line), Math.max(notBefore, bucket.readyAt(cycle.now())));
      while (at <= cycle.now() && serve(cycle, line.head())) {
        if (line.isEmpty()) {
          break;
        }
        at = Math.max(due(line), bucket.readyAt(cycle.now()));
      }
      if (!line.isEmpty()) {
        cycle.askAgainAt(Math.max(at, notBefore));
      }
    }
  }

  private long due(Line line) {
    return line.head().submitted() + terms.waited();
  }

  private boolean serve(Cycle cycle, Task task) {
    if (cycle.start(task)) {
      return true;
    }
    Task victim = victim(cycle, task);
    if (victim == null) {
      notBefore = cycle.now() + PAUSE;
      return false;
    }
    bucket.take();
    cycle.evict(victim);
    return cycle.start(task);
  }

  private @Nullable Task victim(Cycle cycle, Task task) {
    // the more are served by one eviction the better, but no more than wait
    int waiting = cycle.cluster().waiting(1);
    double least = terms.times() * cycle.remaining(task);
    Task best = null;
    double bestCost = Double.MAX_VALUE;
    for (Task it : cycle.cluster().running()) {
      if (it.cards() >= terms.cards()
          && it.startedAt() + terms.ran() <= cycle.now()
          && (it.queue() == task.queue() || it.queue().over() > 0)
          && cycle.remaining(it) >= least) {
        double its = cost.of(cycle, it) / Math.sqrt(Math.min(it.cards(), waiting));
        if (its < bestCost) {
          best = it;
          bestCost = its;
        }
      }
    }
    return best;
  }
}
