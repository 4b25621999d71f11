package dev.penstock.engines;

import java.util.List;

/**
 * A node of the inventory.
 *
 * @param milliCores what jobs may use together
 * @param memoryBytes what jobs may use together
 * @param detail what the operator should know, empty when all is well
 */
public record NodeInfo(
    String name,
    String address,
    long milliCores,
    long memoryBytes,
    List<CardInfo> cards,
    String detail) {
  public NodeInfo {
    cards = List.copyOf(cards);
  }
}
