package dev.penstock.fleet;

import dev.penstock.engines.CardInfo;
import dev.penstock.engines.NodeInfo;
import dev.penstock.fleet.IncidentJudge.Sighting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a look at the engines says of each card, each node and each engine. */
final class Sightings {
  private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+");

  /** A card that is faulty is that bad where no word of its source says otherwise. */
  private static final Severity UNSAID = Severity.MAJOR;

  private final Map<String, Severity> byWord = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Reads severities from the words of sources.
   *
   * @param byWord by a word that a source's detail may have, such as a fault level of MindCluster
   */
  Sightings(Map<String, Severity> byWord) {
    this.byWord.putAll(byWord);
  }

  /**
   * What these looks say. Of what an engine can't be asked about nothing is said.
   *
   * @param known the nodes as they were before
   */
  Map<FaultSubject, Sighting> of(List<EngineLook> looks, Collection<FleetNode> known) {
    Map<FaultSubject, Sighting> seen = new LinkedHashMap<>();
    for (EngineLook look : looks) {
      List<NodeInfo> nodes = look.nodes();
      if (nodes == null) {
        seen.put(
            FaultSubject.engine(look.engine()),
            Sighting.fault(Severity.CRITICAL, "it can't be asked: " + look.error()));
      } else {
        seen.put(FaultSubject.engine(look.engine()), Sighting.ofWell());
        nodes(seen, look.engine(), nodes, known);
      }
    }
    return seen;
  }

  private void nodes(
      Map<FaultSubject, Sighting> seen,
      String engine,
      List<NodeInfo> nodes,
      Collection<FleetNode> known) {
    Map<String, NodeInfo> listed =
        nodes.stream().collect(Collectors.toMap(NodeInfo::name, Function.identity(), (a, b) -> b));
    for (FleetNode before : known) {
      if (!before.engine().equals(engine)) {
        continue;
      }
      NodeInfo now = listed.get(before.name());
      if (now != null) {
        if (now.state() != NodeInfo.State.DOWN) {
          missing(seen, before, now);
        }
      } else if (before.by() == null) {
        // one that is drained may be shut down
        seen.put(
            FaultSubject.node(engine, before.name()),
            Sighting.fault(Severity.CRITICAL, "its engine does not list it"));
      }
    }
    Set<String> drained =
        known.stream()
            .filter(it -> it.by() != null)
            .map(FleetNode::name)
            .collect(Collectors.toSet());
    for (NodeInfo node : listed.values()) {
      if (node.state() != NodeInfo.State.DOWN) {
        node(seen, engine, node);
      } else if (!drained.contains(node.name())) {
        seen.put(
            FaultSubject.node(engine, node.name()),
            Sighting.fault(Severity.CRITICAL, "its engine has it down: " + node.detail()));
      }
    }
  }

  /** A card that was there and is not is the worst that can happen to one. */
  private static void missing(Map<FaultSubject, Sighting> seen, FleetNode before, NodeInfo now) {
    List<Integer> there = now.cards().stream().map(CardInfo::index).toList();
    for (FleetNode.NodeCard card : before.cards()) {
      if (!there.contains(card.index()) && before.by() == null) {
        seen.put(
            FaultSubject.card(before.engine(), before.name(), card.index()),
            Sighting.fault(Severity.CRITICAL, "its node does not list it any more"));
      }
    }
  }

  private void node(Map<FaultSubject, Sighting> seen, String engine, NodeInfo node) {
    seen.put(FaultSubject.node(engine, node.name()), Sighting.ofWell());
    for (CardInfo card : node.cards()) {
      seen.put(
          FaultSubject.card(engine, node.name(), card.index()),
          card.healthy()
              ? Sighting.ofWell()
              : Sighting.fault(severity(card.detail()), card.detail()));
    }
  }

  /** The worst that a word of the detail stands for. */
  Severity severity(String detail) {
    return WORDS
        .splitAsStream(detail)
        .map(byWord::get)
        .filter(java.util.Objects::nonNull)
        .max(Severity::compareTo)
        .orElse(UNSAID);
  }
}
