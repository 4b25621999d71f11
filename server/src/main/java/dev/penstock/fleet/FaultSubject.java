package dev.penstock.fleet;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has or may have a fault.
 *
 * @param node null for an engine
 * @param card the vendor's number of a card; null for a node or an engine
 */
record FaultSubject(String engine, @Nullable String node, @Nullable Integer card) {

  static FaultSubject engine(String engine) {
    return new FaultSubject(engine, null, null);
  }

  static FaultSubject node(String engine, String node) {
    return new FaultSubject(engine, node, null);
  }

  static FaultSubject card(String engine, String node, int card) {
    return new FaultSubject(engine, node, card);
  }

  IncidentKind kind() {
    return card != null
        ? IncidentKind.CARD
        : node != null ? IncidentKind.NODE : IncidentKind.ENGINE;
  }

  @Override
  public String toString() {
    return switch (kind()) {
      case CARD -> "card %d of the node %s".formatted(card, node);
      case NODE -> "the node " + Objects.requireNonNull(node);
      case ENGINE -> "the engine " + engine;
    };
  }
}
