package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engines that are connected. */
public final class Engines {
  private final Map<String, Engine> byName = new LinkedHashMap<>();

  Engines(List<Engine> engines) {
    for (Engine engine : engines) {
      if (byName.putIfAbsent(engine.name(), engine) != null) {
        throw new IllegalArgumentException(
            "penstock.fleet: two engines are called \"%s\"; give one another name"
                .formatted(engine.name()));
      }
    }
  }

  /** All of them. */
  public Collection<Engine> all() {
    return byName.values();
  }

  /**
   * The engine of this name.
   *
   * @throws IllegalStateException when it is no longer configured
   */
  public Engine byName(String name) {
    Engine engine = byName.get(name);
    if (engine == null) {
      throw new IllegalStateException("the engine " + name + " is no longer configured");
    }
    return engine;
  }
}
