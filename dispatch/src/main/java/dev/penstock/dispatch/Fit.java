package dev.penstock.dispatch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a demand could ever be met by a cluster, and if not, what could. */
public sealed interface Fit {

  /**
   * It can.
   *
   * @param now whether it could start at once, if nothing else waited
   */
  record Possible(boolean now) implements Fit {}

  /**
   * It can't, however long it waits.
   *
   * @param limit what stops it
   * @param asked how much of that was asked for
   * @param most the most of that which would fit
   */
  record Impossible(Limit limit, long asked, long most) implements Fit {}

  /** What a cluster may have too little of. */
  enum Limit {
    /** No node has cards of the model. */
    CARD_MODEL,
    /** Nodes with cards of the model that give parts of them: there is none. */
    CARD_PARTS,
    /** Cards of the model on one node. */
    CARDS,
    /** Milli-cores on one node. */
    CORES,
    /** MiB of memory on one node. */
    MEMORY,
    /** Nodes that could each hold the demand. */
    NODES,
    /** Nodes that run services: there is none. */
    SERVICES,
    /** Nodes that could each hold the demand and run services. */
    SERVICE_NODES
  }

  /** Judges a demand by nodes as they would be when empty and ready. */
  static Fit of(List<Node> nodes, int needed, Demand demand) {
    Impossible limit = limit(nodes, demand);
    if (limit != null) {
      return limit;
    }
    long possible = nodes.stream().filter(node -> node.couldHold(demand)).count();
    if (possible < needed) {
      return new Impossible(Limit.NODES, needed, possible);
    }
    return new Possible(nodes.stream().filter(node -> node.canHoldNow(demand)).count() >= needed);
  }

  /**
   * Judges the demand of a service by nodes as they would be when empty and ready.
   *
   * @param serving those of the nodes that run services
   */
  static Fit ofService(List<Node> nodes, List<Node> serving, int needed, Demand demand) {
    Fit fit = of(serving, needed, demand);
    if (fit instanceof Possible || of(nodes, needed, demand) instanceof Impossible) {
      return fit instanceof Possible ? fit : of(nodes, needed, demand);
    }
    long possible = serving.stream().filter(node -> node.couldHold(demand)).count();
    return new Impossible(
        serving.isEmpty() ? Limit.SERVICES : Limit.SERVICE_NODES, needed, possible);
  }

  private static @Nullable Impossible limit(List<Node> nodes, Demand demand) {
    List<Node> ofModel =
        demand.cards() == 0 ? nodes : nodes.stream().filter(node -> node.hasModel(demand)).toList();
    if (ofModel.isEmpty() && demand.cards() > 0) {
      return new Impossible(Limit.CARD_MODEL, demand.cards(), 0);
    }
    if (demand.sharesCards() && ofModel.stream().noneMatch(node -> node.gives(demand))) {
      return new Impossible(Limit.CARD_PARTS, demand.cards(), 0);
    }
    long cards = ofModel.stream().mapToLong(Node::cards).max().orElse(0);
    if (demand.cards() > cards) {
      return new Impossible(Limit.CARDS, demand.cards(), cards);
    }
    Optional<Node> largest =
        ofModel.stream()
            .filter(node -> demand.cards() <= node.cards())
            .max(Comparator.comparingLong(Node::milliCores));
    long cores = largest.map(Node::milliCores).orElse(0L);
    if (demand.milliCores() > cores) {
      return new Impossible(Limit.CORES, demand.milliCores(), cores);
    }
    long memory = ofModel.stream().mapToLong(Node::memoryMiB).max().orElse(0);
    if (demand.memoryMiB() > memory) {
      return new Impossible(Limit.MEMORY, demand.memoryMiB(), memory);
    }
    return null;
  }
}
