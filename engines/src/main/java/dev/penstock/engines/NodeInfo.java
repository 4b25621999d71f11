package dev.penstock.engines;

import java.util.List;
import java.util.Map;

/**
 * A node of the inventory.
 *
 * @param milliCores what jobs may use together
 * @param memoryBytes what jobs may use together
 * @param detail what the operator should know, empty when all is well; where nothing may start, why
 * @param labels what the engine knows of it, by name: {@link #SWITCH}, {@link #SUPER_NODE} and
 *     {@link #RING_CARDS} say where it hangs, any other is for selectors
 * @param state whether what the engine runs its work with would start something there
 */
public record NodeInfo(
    String name,
    String address,
    long milliCores,
    long memoryBytes,
    List<CardInfo> cards,
    String detail,
    Map<String, String> labels,
    State state) {
  /** The label that names the switch it hangs on. */
  public static final String SWITCH = "switch";

  /** The label that names the super-node it belongs to. */
  public static final String SUPER_NODE = "super-node";

  /** The label that says how many of its cards work together as one group. */
  public static final String RING_CARDS = "ring-cards";

  /** Whether work may start on a node. */
  public enum State {
    /** It may. */
    READY,
    /** It is out of service without having failed; what runs there may go on. */
    DRAINED,
    /** It failed, and runs nothing. */
    DOWN
  }

  public NodeInfo {
    cards = List.copyOf(cards);
    labels = Map.copyOf(labels);
  }

  /** A node that is ready. */
  public NodeInfo(
      String name,
      String address,
      long milliCores,
      long memoryBytes,
      List<CardInfo> cards,
      String detail,
      Map<String, String> labels) {
    this(name, address, milliCores, memoryBytes, cards, detail, labels, State.READY);
  }
}
