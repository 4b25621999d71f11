package dev.penstock.shared;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one node gives to one rank of a job.
 *
 * @param cardModel the model of its accelerator cards, null where it has none
 * @param milliCards thousandths of a card: a part of one, or whole ones; 0 where it has none
 * @param milliCores thousandths of a CPU core, at least 1
 * @param memoryMiB memory in MiB, at least 1
 */
public record Shape(@Nullable String cardModel, long milliCards, long milliCores, long memoryMiB) {
  private static final int WHOLE = 1000;

  public Shape {
    if (milliCards < 0 || milliCores < 1 || memoryMiB < 1) {
      throw new IllegalArgumentException(
          "no such shape: %d milli-cards, %d milli-cores, %d MiB"
              .formatted(milliCards, milliCores, memoryMiB));
    }
    if ((milliCards > 0) != (cardModel != null)) {
      throw new IllegalArgumentException("cards need a model, and a model needs cards");
    }
    if (milliCards > WHOLE && milliCards % WHOLE != 0) {
      throw new IllegalArgumentException(
          "cards: %s is more than a part of one card; give whole cards, or less than 1"
              .formatted(BigDecimal.valueOf(milliCards, 3).stripTrailingZeros().toPlainString()));
    }
  }

  /** How many cards it has, or has a part of. */
  public int cards() {
    return Math.toIntExact(Math.ceilDiv(milliCards, WHOLE));
  }

  /** Whether it has a part of a card only. */
  public boolean sharesCard() {
    return milliCards > 0 && milliCards < WHOLE;
  }

  /** Thousandths that it has of each card; 0 where it has none. */
  public int cardMilli() {
    return (int) Math.min(milliCards, WHOLE);
  }
}
