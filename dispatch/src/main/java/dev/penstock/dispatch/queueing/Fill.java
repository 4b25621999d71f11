package dev.penstock.dispatch.queueing;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Starts what fits, in order.
 *
 * @param skipping whether those behind one that finds no room may overtake it
 * @param withinShare whether only what the queues' shares cover is started
 */
record Fill(boolean skipping, boolean withinShare) implements Step {
  private static final Comparator<Line> HEADS = Comparator.comparing(Line::head, Line.ORDER);

  @Override
  public void apply(Cycle cycle) {
    List<Line> waiting = cycle.cluster().waiting();
    if (waiting.isEmpty()) {
      return;
    }
    PriorityQueue<Line> lines = new PriorityQueue<>(waiting.size(), HEADS);
    lines.addAll(waiting);
    int refused = Integer.MAX_VALUE;
    while (!lines.isEmpty()) {
      Line line = lines.remove();
      // where so many cards found no room, more don't either
      if (line.cards() >= refused || (withinShare && !line.queue().covers(line.cards()))) {
        continue;
      }
      if (!cycle.start(line.head())) {
        if (!skipping) {
          return;
        }
        refused = line.cards();
      } else if (!line.isEmpty()) {
        lines.add(line);
      }
    }
  }
}
