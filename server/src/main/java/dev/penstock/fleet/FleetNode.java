package dev.penstock.fleet;

import dev.penstock.engines.CardInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the fleet.
 *
 * @param name unique in the fleet
 * @param engine the engine that runs work there
 * @param address where its other ranks reach it
 * @param state whether it takes work
 * @param reason why it does not, where it does not
 * @param since when its state last changed, null where that was before this was kept
 * @param by who drained it, null where nobody did
 * @param drainUntil when what runs there and can be moved is stopped, null where nothing will be
 * @param cardModel the model of its cards, null where it has none
 * @param cards its cards, the faulty ones too
 * @param milliCores thousandths of a core
 * @param memoryMiB memory in MiB
 * @param detail what the engine says of it
 * @param seenAt when the engine last saw it
 * @param network the switch that it hangs on, null where nobody said
 * @param superNode the super-node that it belongs to, null where nobody said
 * @param ringCards how many of its cards work together as one group (an HCCS ring); a divisor of
 *     how many it has, 0 where any of them do
 * @param labels what selectors look for
 * @param runsServices whether its engine runs notebooks and endpoints
 * @param sharesCards whether its engine gives parts of cards
 */
public record FleetNode(
    String name,
    String engine,
    String address,
    NodeState state,
    @Nullable String reason,
    @Nullable Instant since,
    @Nullable String by,
    @Nullable Instant drainUntil,
    @Nullable String cardModel,
    List<NodeCard> cards,
    long milliCores,
    long memoryMiB,
    String detail,
    Instant seenAt,
    @Nullable String network,
    @Nullable String superNode,
    int ringCards,
    Map<String, String> labels,
    boolean runsServices,
    boolean sharesCards) {

  /** Whether they differ in more than what changes at every look: the time, heat and power. */
  boolean differsFrom(FleetNode other) {
    return !steady().equals(other.steady());
  }

  private FleetNode steady() {
    return with(state, reason, cards.stream().map(NodeCard::steady).toList(), Instant.EPOCH);
  }

  /** The same where it takes no work, or cards of it take none. */
  FleetNode fenced(NodeState fenced, @Nullable String why, List<NodeCard> left) {
    return with(fenced, why, left, seenAt);
  }

  private FleetNode with(
      NodeState state, @Nullable String reason, List<NodeCard> cards, Instant seenAt) {
    return new FleetNode(
        name,
        engine,
        address,
        state,
        reason,
        since,
        by,
        drainUntil,
        cardModel,
        cards,
        milliCores,
        memoryMiB,
        detail,
        seenAt,
        network,
        superNode,
        ringCards,
        labels,
        runsServices,
        sharesCards);
  }

  /**
   * An accelerator card of a node.
   *
   * @param memoryMiB its own memory, null where its tool does not say
   * @param temperatureC degrees Celsius, null where its tool does not say
   * @param powerWatts what it drew at the last look, null where its tool does not say
   */
  public record NodeCard(
      int index,
      String model,
      boolean healthy,
      String detail,
      @Nullable Long memoryMiB,
      @Nullable Integer temperatureC,
      @Nullable Double powerWatts) {

    /** The same where it takes no work though its source finds nothing wrong any more. */
    NodeCard fenced(String why) {
      return healthy
          ? new NodeCard(index, model, false, why, memoryMiB, temperatureC, powerWatts)
          : this;
    }

    private NodeCard steady() {
      return new NodeCard(index, model, healthy, detail, memoryMiB, null, null);
    }

    static NodeCard of(CardInfo seen, String model) {
      return new NodeCard(
          seen.index(),
          model,
          seen.healthy(),
          seen.detail(),
          seen.memoryBytes() > 0 ? seen.memoryBytes() >> 20 : null,
          seen.temperatureC(),
          seen.powerWatts());
    }
  }
}
