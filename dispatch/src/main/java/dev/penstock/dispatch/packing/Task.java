package dev.penstock.dispatch.packing;

/**
 * What a task needs on one node.
 *
 * @param milliCores thousandths of a CPU core, 0 or more
 * @param memoryMiB memory in MiB, 0 or more
 * @param cards how many cards, 0 or more
 * @param cardMilli thousandths of each of these cards, 1 to 1000; 0 where there are none
 */
public record Task(int milliCores, int memoryMiB, int cards, int cardMilli) {
  /** A whole card. */
  public static final int WHOLE = 1000;

  public Task {
    boolean cardsFit = cards == 0 ? cardMilli == 0 : cards > 0 && cardMilli > 0;
    if (milliCores < 0 || memoryMiB < 0 || !cardsFit || cardMilli > WHOLE) {
      throw new IllegalArgumentException(
          "no such task: %d milli-cores, %d MiB, %d cards of %d thousandths each"
              .formatted(milliCores, memoryMiB, cards, cardMilli));
    }
  }

  /** Thousandths of cards in all. */
  public int totalMilli() {
    return cards * cardMilli;
  }
}
