package dev.penstock.fleet;

import dev.penstock.engines.Engine;
import java.util.List;

/** The engines of a server that a test plays. */
public final class TestEngines {
  private TestEngines() {}

  public static Engines of(Engine... engines) {
    return new Engines(List.of(engines));
  }
}
