package dev.penstock.dispatch.centre;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amounts as vectors: cores, memory, then the cards of each model in the order they came up. */
final class Resources {
  static final int CORES = 0;
  static final int MEMORY = 1;
  private static final int MODELS = 2;

  private final Map<String, Integer> models = new HashMap<>();

  int model(String name) {
    return models.computeIfAbsent(name, it -> MODELS + models.size());
  }

  int size() {
    return MODELS + models.size();
  }

  Map<String, Integer> models() {
    return models;
  }

  long[] vector(Amounts amounts, long unnamed) {
    amounts.milliCards().keySet().forEach(this::model);
    long[] vector = new long[size()];
    Arrays.fill(vector, unnamed);
    vector[CORES] = amounts.milliCores();
    vector[MEMORY] = amounts.memoryMiB();
    amounts.milliCards().forEach((model, cards) -> vector[model(model)] = cards);
    return vector;
  }

  /** What so many ranks need. */
  long[] vector(Demand demand, long ranks) {
    int at = demand.model() == null ? -1 : model(demand.model());
    long[] vector = new long[size()];
    vector[CORES] = ranks * demand.milliCores();
    vector[MEMORY] = ranks * demand.memoryMiB();
    if (at >= 0) {
      vector[at] = ranks * demand.cards() * demand.cardMilli();
    }
    return vector;
  }

  Amounts amounts(long[] vector) {
    Map<String, Long> cards = new HashMap<>();
    models.forEach((model, at) -> cards.put(model, at(vector, at)));
    return new Amounts(at(vector, CORES), at(vector, MEMORY), cards);
  }

  /** The name of a resource, null for a card model's absence. */
  @Nullable String nameOf(int at) {
    return switch (at) {
      case CORES -> "cores";
      case MEMORY -> "memory";
      default ->
          models.entrySet().stream()
              .filter(it -> it.getValue() == at)
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(null);
    };
  }

  /** Vectors made before a model came up are shorter. */
  static long at(long[] vector, int index) {
    return index < vector.length ? vector[index] : 0;
  }

  /** The sum, which may be a longer vector. */
  static long[] add(long[] to, long[] more, int times) {
    long[] sum = to.length >= more.length ? to : Arrays.copyOf(to, more.length);
    for (int i = 0; i < more.length; i++) {
      sum[i] += times * more[i];
    }
    return sum;
  }
}
