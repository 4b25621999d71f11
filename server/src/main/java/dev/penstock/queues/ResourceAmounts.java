package dev.penstock.queues;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How much of each resource. What is not named is nothing where it is a guarantee, and without end
 * where it is a limit.
 *
 * @param milliCores thousandths of a core
 * @param memoryMiB memory in MiB
 * @param milliCards thousandths of cards, by model
 */
record ResourceAmounts(
    @Nullable Long milliCores,
    @Nullable Long memoryMiB,
    @Nullable SortedMap<String, Long> milliCards) {
  /** Nothing is named. */
  static final ResourceAmounts NONE = new ResourceAmounts(null, null, null);

  static final String CORES = "milliCores";
  static final String MEMORY = "memoryMiB";

  /** Goes before a model of cards. */
  static final String CARDS = "milliCards.";

  /** What is named, by the field that names it. */
  SortedMap<String, Long> byField() {
    SortedMap<String, Long> fields = new TreeMap<>();
    if (milliCores != null) {
      fields.put(CORES, milliCores);
    }
    if (memoryMiB != null) {
      fields.put(MEMORY, memoryMiB);
    }
    if (milliCards != null) {
      milliCards.forEach((model, amount) -> fields.put(CARDS + model, amount));
    }
    return fields;
  }

  /** The opposite of {@link #byField}. */
  static ResourceAmounts of(Map<String, Long> byField) {
    SortedMap<String, Long> cards = new TreeMap<>();
    BiConsumer<String, Long> put =
        (field, amount) -> {
          if (field.startsWith(CARDS)) {
            cards.put(field.substring(CARDS.length()), amount);
          }
        };
    byField.forEach(put);
    return new ResourceAmounts(
        byField.get(CORES), byField.get(MEMORY), cards.isEmpty() ? null : cards);
  }

  long cores(long otherwise) {
    return milliCores == null ? otherwise : milliCores;
  }

  long cards(String model, long otherwise) {
    return milliCards == null ? otherwise : milliCards.getOrDefault(model, otherwise);
  }
}
