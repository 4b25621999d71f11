package dev.penstock.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What takes no work as it has or had a fault: cards and nodes, by node. */
final class Fences {
  private final Map<String, Incidents.Fault> nodes = new HashMap<>();
  private final Map<String, Map<Integer, Incidents.Fault>> cards = new HashMap<>();

  private Fences() {}

  /** An engine that can't be asked needs no fence: its nodes are down. */
  static Fences of(List<Incidents.Fault> open) {
    Fences fences = new Fences();
    for (Incidents.Fault fault : open) {
      if (fault.node() != null && fault.card() == null) {
        fences.nodes.put(fault.node(), fault);
      } else if (fault.node() != null) {
        fences
            .cards
            .computeIfAbsent(fault.node(), node -> new HashMap<>())
            .put(fault.card(), fault);
      }
    }
    return fences;
  }

  /** The same nodes with their fences. */
  List<FleetNode> around(List<FleetNode> fleet) {
    return fleet.stream().map(this::around).toList();
  }

  private FleetNode around(FleetNode node) {
    Incidents.Fault whole = nodes.get(node.name());
    Map<Integer, Incidents.Fault> some = cards.getOrDefault(node.name(), Map.of());
    if (whole == null && some.isEmpty()) {
      return node;
    }
    List<FleetNode.NodeCard> left = new ArrayList<>();
    for (FleetNode.NodeCard card : node.cards()) {
      Incidents.Fault fault = some.get(card.index());
      left.add(fault == null ? card : card.fenced("fenced after a fault: " + fault.said()));
    }
    return whole == null || node.state() != NodeState.READY
        ? node.fenced(node.state(), node.reason(), left)
        : node.fenced(NodeState.FENCED, "fenced after a fault: " + whole.said(), left);
  }
}
