package dev.penstock.dispatch;

import java.util.List;

/**
 * The outcome of one look at the queue.
 *
 * @param placements what starts now, in the order of the decisions
 * @param waits why each of the others waits, in the queue's order
 */
public record Decisions(List<Placement> placements, List<Wait> waits) {
  public Decisions {
    placements = List.copyOf(placements);
    waits = List.copyOf(waits);
  }
}
