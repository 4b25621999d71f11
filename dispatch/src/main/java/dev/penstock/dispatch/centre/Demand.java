package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Task;
import org.jspecify.annotations.Nullable;

/**
 * What a rank needs of one node.
 *
 * @param model the model of its cards, null where it needs none
 * @param cards how many cards, 0 or more
 * @param cardMilli thousandths of each of these cards: 1000 for whole ones, less for a part of each
 *     (a vNPU); 0 where there are none
 * @param milliCores thousandths of a CPU core, 0 or more
 * @param memoryMiB memory in MiB, 0 or more
 */
public record Demand(
    @Nullable String model, int cards, int cardMilli, int milliCores, int memoryMiB) {
  public Demand {
    if (cards > 0 == (model == null)) {
      throw new IllegalArgumentException("%d cards of model %s".formatted(cards, model));
    }
    new Task(milliCores, memoryMiB, cards, cardMilli);
  }

  /** Whole cards, with the cores and the memory beside them. */
  public static Demand whole(String model, int cards, int milliCores, int memoryMiB) {
    return new Demand(model, cards, Task.WHOLE, milliCores, memoryMiB);
  }

  /** No cards. */
  public static Demand cpu(int milliCores, int memoryMiB) {
    return new Demand(null, 0, 0, milliCores, memoryMiB);
  }

  Task task() {
    return new Task(milliCores, memoryMiB, cards, cardMilli);
  }

  boolean wholeCards() {
    return cards > 0 && cardMilli == Task.WHOLE;
  }
}
