package dev.penstock.bench.simulate.history;

import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured: thousandths of cards, each model apart; of cores where the centre has no cards.
 *
 * @param models the models; none where cores are measured
 */
record Unit(List<String> models) {
  private static final long MILLI = 1000;

  Unit {
    models = List.copyOf(models);
  }

  static Unit of(List<Node> nodes) {
    Map<String, Integer> cards = new LinkedHashMap<>();
    for (Node it : nodes) {
      if (it.model() != null) {
        cards.merge(it.model(), it.cards(), Integer::sum);
      }
    }
    List<String> models = new ArrayList<>(cards.keySet());
    models.sort(Comparator.comparingInt((String it) -> -cards.getOrDefault(it, 0)));
    return new Unit(models);
  }

  boolean ofCards() {
    return !models.isEmpty();
  }

  /** How many are told apart. */
  int kinds() {
    return Math.max(1, models.size());
  }

  /** Which of them; -1 for none. */
  int kind(Demand demand) {
    return ofCards() ? models.indexOf(String.valueOf(demand.model())) : 0;
  }

  int kind(Node node) {
    return ofCards() ? models.indexOf(String.valueOf(node.model())) : 0;
  }

  /** How much a rank holds. */
  long of(Demand demand) {
    return ofCards() ? (long) demand.cards() * demand.cardMilli() : demand.milliCores();
  }

  /** How much a node has, its faulty cards too. */
  long of(Node node) {
    return ofCards() ? node.cards() * MILLI : node.milliCores();
  }

  /** What people call it. */
  String name() {
    return ofCards() ? "cards" : "cores";
  }
}
