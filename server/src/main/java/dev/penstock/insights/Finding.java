package dev.penstock.insights;

import java.util.Map;

/**
 * What was found of a part of the server.
 *
 * @param part such as {@code database}
 * @param which which of several such parts, empty where there is one
 * @param key of the text, below {@code health.<part>}
 * @param figures by name; the text may have them too
 */
record Finding(
    String part, String which, HealthState state, String key, Map<String, Long> figures) {

  static Finding of(String part, HealthState state, Map<String, Long> figures) {
    return of(part, "", state, figures);
  }

  static Finding of(String part, String which, HealthState state, Map<String, Long> figures) {
    String key = state == HealthState.OK ? "ok" : "bad";
    return new Finding(part, which, state, "health." + part + "." + key, figures);
  }

  /** Of a part that can't be looked at. */
  static Finding unknown(String part) {
    return new Finding(part, "", HealthState.FAILING, "health.unknown", Map.of());
  }

  String name() {
    return which.isEmpty() ? part : part + "." + which;
  }
}
