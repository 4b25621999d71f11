package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.NodePool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node, apart from what runs on it.
 *
 * @param name unique in the centre
 * @param ready whether work may start there now; a drained or lost one is not
 * @param model the model of its cards, null where it has none
 * @param cards how many cards it has, the faulty ones too; at most {@link NodePool#MOST_CARDS}
 * @param faulty the cards that must not be used, as bits
 * @param ringCards how many cards one accelerator group has (an HCCS ring, a mesh); 0 where any
 *     cards work together
 * @param milliCores thousandths of its cores
 * @param memoryMiB its memory
 * @param network the switch that it hangs on
 * @param superNode the super-node that it belongs to
 * @param labels what selectors look for
 */
public record Node(
    String name,
    boolean ready,
    @Nullable String model,
    int cards,
    int faulty,
    int ringCards,
    int milliCores,
    int memoryMiB,
    String network,
    String superNode,
    Map<String, String> labels) {
  public Node {
    if (cards < 0 || cards > NodePool.MOST_CARDS || cards > 0 == (model == null)) {
      throw new IllegalArgumentException(
          "node %s: %d cards of model %s; give 0 to %d, and a model where there are some"
              .formatted(name, cards, model, NodePool.MOST_CARDS));
    }
    if (ringCards < 0 || (ringCards > 0 && cards % ringCards != 0)) {
      throw new IllegalArgumentException(
          "node %s: groups of %d cards do not make %d".formatted(name, ringCards, cards));
    }
    labels = Map.copyOf(labels);
  }

  int healthy() {
    return cards - Integer.bitCount(faulty);
  }

  /** Whether the demand would fit, were the node ready and empty. */
  boolean couldHold(Demand demand) {
    return demand.milliCores() <= milliCores
        && demand.memoryMiB() <= memoryMiB
        && (demand.cards() == 0
            || (demand.cards() <= healthy()
                && demand.model() != null
                && demand.model().equals(model)
                && Rings.allows(ringCards, cards, demand)));
  }
}
