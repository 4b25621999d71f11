package dev.penstock.dispatch.queueing;

import java.util.Comparator;
import java.util.List;

/**
 * A big gang that has long waited in a queue below its share may evict, although the share doesn't
 * cover all of it; else it might never see so many whole nodes free at once.
 *
 * @param waited for how long it must have waited, and the others run, in seconds
 * @param cards from how many cards on
 * @param cost whom to evict rather, of those whose queues hold more than their share
 */
record GangBelowShare(long waited, int cards, Cost cost) implements Step {
  /** When nobody could be evicted, it is tried again after so long, in seconds. */
  private static final long PAUSE = 60;

  @Override
  public void apply(Cycle cycle) {
    List<Line> lines =
        cycle.cluster().waiting().stream()
            .filter(it -> it.cards() >= cards && it.queue().over() < 0)
            .sorted(Comparator.comparing(Line::head, Line.ORDER))
            .toList();
    for (Line line : lines) {
      long due = line.head().submitted() + waited;
      if (due > cycle.now()) {
        cycle.askAgainAt(due);
      } else if (!serve(cycle, line.head())) {
        cycle.askAgainAt(cycle.now() + PAUSE);
      }
    }
  }

  private boolean serve(Cycle cycle, Task task) {
    Victims.Rule rule =
        (it, taken) ->
            it.startedAt() + waited <= cycle.now()
                && it.queue() != task.queue()
                && it.queue().over() - taken > 0;
    List<Task> victims =
        Victims.find(cycle.cluster(), task.cards(), rule, it -> cost.of(cycle, it));
    if (victims == null) {
      return false;
    }
    victims.forEach(cycle::evict);
    return cycle.start(task);
  }
}
