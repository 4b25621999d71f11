package dev.penstock.dispatch.queueing;

/** What an eviction is reckoned to cost, in a unit of its own; the cheapest are evicted. */
@FunctionalInterface
interface Cost {
  /** The youngest: what has started last. */
  Cost YOUNGEST = (cycle, task) -> 1.0 + cycle.now() - task.startedAt();

  /** Above 0. */
  double of(Cycle cycle, Task task);

  /**
   * The longest rest as predicted: a job that will run for days loses little by a wait, and what is
   * soon over makes room by itself.
   *
   * @param cards power of the job's cards; above 0 few are evicted rather, below 0 many
   * @param evictions power of one more than its evictions so far; above 0 each is evicted seldom
   * @param rest power of the rest
   */
  static Cost longestRest(double cards, double evictions, double rest) {
    return (cycle, task) ->
        Math.pow(task.cards(), cards)
            * Math.pow(1 + task.evictions(), evictions)
            / Math.pow(60 + cycle.remaining(task), rest);
  }
}
