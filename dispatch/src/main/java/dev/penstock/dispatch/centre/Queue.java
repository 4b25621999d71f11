package dev.penstock.dispatch.centre;

import org.jspecify.annotations.Nullable;

/**
 * A queue of the tree: an organisation, a project in it, or whatever the centre divides its cards
 * among. Work is submitted to leaves.
 *
 * @param name unique in the tree
 * @param parent the queue above it; null for one at the top
 * @param weight its part of what is not guaranteed, against its siblings'; more than 0
 * @param guaranteed what it gets whenever it asks, within the time of the reclaim
 * @param limit the most that it may hold, borrowed or not; a model that is not named has none
 * @param userLimit the most that one user may hold in it; a model that is not named has none
 */
public record Queue(
    String name,
    @Nullable String parent,
    double weight,
    Amounts guaranteed,
    Amounts limit,
    Amounts userLimit) {
  public Queue {
    if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "queue %s: weight is %s: give more than 0".formatted(name, weight));
    }
  }

  /** A queue that shares alike with its siblings, guaranteed nothing and without limits. */
  public static Queue plain(String name, @Nullable String parent) {
    return new Queue(name, parent, 1, Amounts.NONE, Amounts.UNBOUNDED, Amounts.UNBOUNDED);
  }
}
