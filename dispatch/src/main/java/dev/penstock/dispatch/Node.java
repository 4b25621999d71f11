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
 * @param sharesCards whether it gives parts of its cards
 * @param milliCores its cores in all, in thousandths
 * @param memoryMiB its memory in all
 * @param freeMilli of each healthy card, the thousandths that are free
 * @param freeMilliCores cores that are free
 * @param freeMemoryMiB memory that is free
 */
public record Node(
    String name,
    boolean ready,
    @Nullable String cardModel,
    int cards,
    boolean sharesCards,
    long milliCores,
    long memoryMiB,
    List<Integer> freeMilli,
    long freeMilliCores,
    long freeMemoryMiB) {

  public Node {
    freeMilli = List.copyOf(freeMilli);
  }

  /** Whether the demand would fit, were the node ready and empty. */
  boolean couldHold(Demand demand) {
    return demand.milliCores() <= milliCores
        && demand.memoryMiB() <= memoryMiB
        && (demand.cards() == 0 || (gives(demand) && demand.cards() <= cards));
  }

  boolean canHoldNow(Demand demand) {
    return ready
        && demand.milliCores() <= freeMilliCores
        && demand.memoryMiB() <= freeMemoryMiB
        && (demand.cards() == 0 || (gives(demand) && demand.cards() <= cardsFor(demand)));
  }

  private long cardsFor(Demand demand) {
    return freeMilli.stream().filter(free -> free >= demand.cardMilli()).count();
  }

  /** Whether its cards are such, and are given in such parts. */
  boolean gives(Demand demand) {
    return hasModel(demand) && (sharesCards || !demand.sharesCards());
  }

  boolean hasModel(Demand demand) {
    return Objects.equals(cardModel, demand.cardModel());
  }
}
