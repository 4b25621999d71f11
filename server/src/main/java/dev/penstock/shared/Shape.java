package dev.penstock.shared;

import org.jspecify.annotations.Nullable;

/**
 * What one node gives to one rank of a job.
 *
 * @param cardModel the model of its accelerator cards, null where it has none
 * @param milliCards thousandths of a card; 0 where it has none
 * @param milliCores thousandths of a CPU core, at least 1
 * @param memoryMiB memory in MiB, at least 1
 */
public record Shape(@Nullable String cardModel, long milliCards, long milliCores, long memoryMiB) {

  public Shape {
    if (milliCards < 0 || milliCores < 1 || memoryMiB < 1) {
      throw new IllegalArgumentException(
          "no such shape: %d milli-cards, %d milli-cores, %d MiB"
              .formatted(milliCards, milliCores, memoryMiB));
    }
    if ((milliCards > 0) != (cardModel != null)) {
      throw new IllegalArgumentException("cards need a model, and a model needs cards");
    }
  }
}
