package dev.penstock.fleet;

import dev.penstock.engines.NodeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking an engine for its nodes.
 *
 * @param nodes those that it listed; null where it could not be asked
 * @param error why it could not be asked; null where it answered
 */
record EngineLook(String engine, @Nullable List<NodeInfo> nodes, @Nullable String error) {
  static EngineLook answered(String engine, List<NodeInfo> nodes) {
    return new EngineLook(engine, nodes, null);
  }

  static EngineLook away(String engine, RuntimeException why) {
    String message = why.getMessage();
    return new EngineLook(engine, null, message == null ? why.getClass().getSimpleName() : message);
  }
}
