package dev.penstock.engines;

import java.util.List;

/**
 * One member of a gang.
 *
 * @param index 0 for the leader
 * @param node the node's name in the inventory
 * @param address where the other members reach this node
 * @param cards the accelerators given to it, in the order the job sees them
 */
public record Rank(int index, String node, String address, List<Card> cards) {
  public Rank {
    cards = List.copyOf(cards);
  }
}
