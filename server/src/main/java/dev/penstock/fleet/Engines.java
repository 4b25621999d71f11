package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The engines that this server reaches; another server may reach others. */
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

  /** Their names. */
  public Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /** The engine of this name; empty when this server does not reach it. */
  public Optional<Engine> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The engine of this name.
   *
   * @throws IllegalStateException when this server does not reach it
   */
  public Engine byName(String name) {
    Engine engine = byName.get(name);
    if (engine == null) {
      throw new IllegalStateException("this server does not reach the engine " + name);
    }
    return engine;
  }
}
