package dev.penstock.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What each node of a workload must give.
 *
 * @param cardModel the model of the cards, null for none
 * @param cards how many cards, 0 or more
 * @param cardMilli thousandths of each of these cards: 1000 for whole ones, less for a part of
 *     each; 0 where there are none
 * @param milliCores thousandths of a CPU core
 * @param memoryMiB memory in MiB
 */
public record Demand(
    @Nullable String cardModel, int cards, int cardMilli, long milliCores, long memoryMiB) {
  private static final int WHOLE = 1000;

  public Demand {
    if (cards < 0
        || milliCores < 0
        || memoryMiB < 0
        || cardMilli < 0
        || cardMilli > WHOLE
        || (cards > 0) != (cardModel != null)
        || (cards > 0) != (cardMilli > 0)) {
      throw new IllegalArgumentException(
          "no such demand: %s cards of %s, %s thousandths each, %s milli-cores, %s MiB"
              .formatted(cards, cardModel, cardMilli, milliCores, memoryMiB));
    }
  }

  /** Whether a part of a card is enough. */
  public boolean sharesCards() {
    return cards > 0 && cardMilli < WHOLE;
  }

  /** Whole cards. */
  public Demand(@Nullable String cardModel, int cards, long milliCores, long memoryMiB) {
    this(cardModel, cards, cards == 0 ? 0 : WHOLE, milliCores, memoryMiB);
  }
}
