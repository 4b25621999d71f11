package dev.penstock.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the fleet.
 *
 * @param name unique in the fleet
 * @param engine the engine that runs work there
 * @param address where its other ranks reach it
 * @param state whether it takes work
 * @param reason why it does not, where it does not
 * @param cardModel the model of its cards, null where it has none
 * @param cards its cards, the faulty ones too
 * @param milliCores thousandths of a core
 * @param memoryMiB memory in MiB
 * @param detail what the engine says of it
 * @param seenAt when the engine last saw it
 */
public record FleetNode(
    String name,
    String engine,
    String address,
    NodeState state,
    @Nullable String reason,
    @Nullable String cardModel,
    List<NodeCard> cards,
    long milliCores,
    long memoryMiB,
    String detail,
    Instant seenAt) {

  /** The same as if it had been seen then. */
  FleetNode asSeenAt(Instant then) {
    return new FleetNode(
        name,
        engine,
        address,
        state,
        reason,
        cardModel,
        cards,
        milliCores,
        memoryMiB,
        detail,
        then);
  }

  /** An accelerator card of a node. */
  public record NodeCard(int index, String model, boolean healthy, String detail) {}
}
