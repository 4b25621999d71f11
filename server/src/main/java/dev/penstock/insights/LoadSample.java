package dev.penstock.insights;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import dev.penstock.fleet.NodeState;
import dev.penstock.queues.Occupancy.Held;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is used of the centre at a moment, or was on average from then on.
 *
 * @param at the moment, or the begin of the time
 * @param milliCoresTotal of the nodes that are there, draining ones included
 * @param cards by model, in its order
 * @param waiting jobs that wait for a place
 * @param running jobs that have one
 */
record LoadSample(
    Instant at,
    double milliCoresUsed,
    double milliCoresTotal,
    double memoryMiBUsed,
    double memoryMiBTotal,
    List<CardLoad> cards,
    double waiting,
    double running) {

  private static final double WHOLE = 1000;

  /**
   * The cards of a model.
   *
   * @param total the healthy ones of the nodes that are there, and what is used of the others
   */
  record CardLoad(String model, double used, double total) {}

  private record Seat(String node, int card) {}

  /** The load at a moment. */
  static LoadSample of(
      Instant at, List<FleetNode> nodes, List<Held> held, int waiting, int running) {
    List<FleetNode> there = nodes.stream().filter(it -> it.state() != NodeState.DOWN).toList();
    return new LoadSample(
        at,
        held.stream().mapToLong(Held::milliCores).sum(),
        there.stream().mapToLong(FleetNode::milliCores).sum(),
        held.stream().mapToLong(Held::memoryMiB).sum(),
        there.stream().mapToLong(FleetNode::memoryMiB).sum(),
        cards(there, held),
        waiting,
        running);
  }

  private static List<CardLoad> cards(List<FleetNode> nodes, List<Held> held) {
    Map<Seat, Double> taken = new HashMap<>();
    for (Held it : held) {
      for (int card : it.cards()) {
        taken.merge(new Seat(it.node(), card), it.cardMilli() / WHOLE, Double::sum);
      }
    }
    Map<String, CardLoad> byModel = new TreeMap<>();
    for (FleetNode node : nodes) {
      for (NodeCard card : node.cards()) {
        double used = Math.min(1, taken.getOrDefault(new Seat(node.name(), card.index()), 0.0));
        byModel.merge(
            card.model(),
            new CardLoad(card.model(), used, card.healthy() ? 1 : used),
            (a, b) -> new CardLoad(a.model(), a.used() + b.used(), a.total() + b.total()));
      }
    }
    return List.copyOf(byModel.values());
  }
}
