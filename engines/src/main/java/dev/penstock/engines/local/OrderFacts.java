package dev.penstock.engines.local;

import dev.penstock.engines.Limits;
import dev.penstock.engines.StartOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What supervision needs to know of an order, in a form that outlives the engine.
 *
 * @param socketFolder the host's folder of the service's socket, null when it is no service
 */
record OrderFacts(
    Limits limits, @Nullable Duration wallTime, Duration grace, @Nullable Path socketFolder) {

  static OrderFacts of(StartOrder order, @Nullable Path socketFolder) {
    return new OrderFacts(order.limits(), order.wallTime(), order.grace(), socketFolder);
  }

  String text() {
    var text = new StringBuilder();
    text.append("milliCores=").append(limits.milliCores()).append('\n');
    text.append("memoryBytes=").append(limits.memoryBytes()).append('\n');
    text.append("processes=").append(limits.processes()).append('\n');
    text.append("graceMillis=").append(grace.toMillis()).append('\n');
    if (wallTime != null) {
      text.append("wallTimeMillis=").append(wallTime.toMillis()).append('\n');
    }
    if (socketFolder != null) {
      text.append("socketFolder=").append(socketFolder).append('\n');
    }
    return text.toString();
  }

  /** Reads {@link #text()}; throws {@link IllegalArgumentException} when a value is missing. */
  static OrderFacts parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    String wall = values.get("wallTimeMillis");
    String socket = values.get("socketFolder");
    return new OrderFacts(
        new Limits(
            number(values, "milliCores"),
            number(values, "memoryBytes"),
            (int) number(values, "processes")),
        wall == null ? null : Duration.ofMillis(Long.parseLong(wall)),
        Duration.ofMillis(number(values, "graceMillis")),
        socket == null ? null : Path.of(socket));
  }

  private static long number(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the order lacks " + key);
    }
    return Long.parseLong(value);
  }
}
