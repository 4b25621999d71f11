package dev.penstock.insights;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import dev.penstock.fleet.NodeState;
import dev.penstock.queues.Occupancy.Held;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Set<Seat> taken = new HashSet<>();
    held.forEach(it -> it.cards().forEach(card -> taken.add(new Seat(it.node(), card))));
    Map<String, CardLoad> byModel = new TreeMap<>();
    for (FleetNode node : nodes) {
      for (NodeCard card : node.cards()) {
        int used = taken.contains(new Seat(node.name(), card.index())) ? 1 : 0;
        byModel.merge(
            card.model(),
            new CardLoad(card.model(), used, card.healthy() ? 1 : used),
            (a, b) -> new CardLoad(a.model(), a.used() + b.used(), a.total() + b.total()));
      }
    }
    return List.copyOf(byModel.values());
  }
}
