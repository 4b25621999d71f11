package dev.penstock.dispatch;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node as a decision sees it.
 *
 * @param name its name, unique in the cluster
 * @param ready whether work may be placed on it now; a drained or lost node is not
 * @param cardModel the model of its cards, null where it has none
 * @param cards how many healthy cards it has in all
 * @param milliCores its cores in all, in thousandths
 * @param memoryMiB its memory in all
 * @param freeCards the indexes of the healthy cards that are free
 * @param freeMilliCores cores that are free
 * @param freeMemoryMiB memory that is free
 */
public record Node(
    String name,
    boolean ready,
    @Nullable String cardModel,
    int cards,
    long milliCores,
    long memoryMiB,
    List<Integer> freeCards,
    long freeMilliCores,
    long freeMemoryMiB) {

  public Node {
    freeCards = List.copyOf(freeCards);
  }

  /** Whether the demand would fit, were the node ready and empty. */
  boolean couldHold(Demand demand) {
    return demand.milliCores() <= milliCores
        && demand.memoryMiB() <= memoryMiB
        && (demand.cards() == 0 || (hasModel(demand) && demand.cards() <= cards));
  }

  boolean canHoldNow(Demand demand) {
    return ready
        && demand.milliCores() <= freeMilliCores
        && demand.memoryMiB() <= freeMemoryMiB
        && (demand.cards() == 0 || (hasModel(demand) && demand.cards() <= freeCards.size()));
  }

  boolean hasModel(Demand demand) {
    return Objects.equals(cardModel, demand.cardModel());
  }
}
