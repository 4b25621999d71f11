package dev.penstock.dispatch;

import java.util.List;
import java.util.UUID;

/**
 * A decision: the workload starts now, on these nodes.
 *
 * @param workload the workload's id
 * @param slots one for each of its nodes, in rank order
 */
public record Placement(UUID workload, List<Slot> slots) {
  public Placement {
    slots = List.copyOf(slots);
  }

  /**
   * A rank's place.
   *
   * @param node the node's name
   * @param cards the indexes of the cards that it gets there
   */
  public record Slot(String node, List<Integer> cards) {
    public Slot {
      cards = List.copyOf(cards);
    }
  }
}
