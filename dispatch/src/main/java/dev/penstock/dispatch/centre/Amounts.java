package dev.penstock.dispatch.centre;

import java.util.Map;

/**
 * How much of each resource: a right, a limit or a use.
 *
 * @param milliCores thousandths of a core
 * @param memoryMiB memory in MiB
 * @param milliCards thousandths of cards, by model
 */
public record Amounts(long milliCores, long memoryMiB, Map<String, Long> milliCards) {
  /** Nothing. */
  public static final Amounts NONE = new Amounts(0, 0, Map.of());

  /** No bound on anything that is not named. */
  public static final Amounts UNBOUNDED = new Amounts(Long.MAX_VALUE, Long.MAX_VALUE, Map.of());

  public Amounts {
    milliCards = Map.copyOf(milliCards);
  }

  /** Whole cards of one model, and nothing else. */
  public static Amounts cards(String model, long cards) {
    return new Amounts(0, 0, Map.of(model, cards * 1000));
  }
}
