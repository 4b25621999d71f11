package dev.penstock.metering;

import dev.penstock.shared.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of what is counted. */
public final class Meters {
  /** Milli-core-microseconds. */
  public static final String CORE = "core";

  /** MiB-microseconds. */
  public static final String MEMORY = "memory";

  /** Calls of an endpoint. */
  public static final String CALL = "call";

  private Meters() {}

  /** The meter of a model of cards, in milli-card-microseconds. */
  public static String card(String model) {
    return "card." + model;
  }

  /**
   * What so many nodes of this shape use of each meter in a microsecond.
   *
   * @param nodes at least 1
   * @throws ArithmeticException when it does not fit a {@code long}
   */
  public static Map<String, Long> rates(Shape shape, int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException("no allocation has %d nodes".formatted(nodes));
    }
    Map<String, Long> rates = new LinkedHashMap<>();
    if (shape.cardModel() != null) {
      rates.put(card(shape.cardModel()), Math.multiplyExact(shape.milliCards(), nodes));
    }
    rates.put(CORE, Math.multiplyExact(shape.milliCores(), nodes));
    rates.put(MEMORY, Math.multiplyExact(shape.memoryMiB(), nodes));
    return rates;
  }
}
