package dev.penstock.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What each node of a workload must give.
 *
 * @param cardModel the model of the cards, null for none
 * @param cards whole cards, 0 or more
 * @param milliCores thousandths of a CPU core
 * @param memoryMiB memory in MiB
 */
public record Demand(@Nullable String cardModel, int cards, long milliCores, long memoryMiB) {
  public Demand {
    if (cards < 0 || milliCores < 0 || memoryMiB < 0 || (cards > 0) != (cardModel != null)) {
      throw new IllegalArgumentException(
          "no such demand: %s cards of %s, %s milli-cores, %s MiB"
              .formatted(cards, cardModel, milliCores, memoryMiB));
    }
  }
}
