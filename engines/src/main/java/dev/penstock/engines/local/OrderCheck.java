package dev.penstock.engines.local;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Mount;
import dev.penstock.engines.OrderRules;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.nio.file.Files;

/** Refuses what can never run here, before anything is written. */
final class OrderCheck {
  private OrderCheck() {}

  static void check(StartOrder order, String node) {
    if (order.ranks().size() != 1) {
      throw user(
          "nodes: %d, but the local engine has one node. Ask for 1 node, or use another engine."
              .formatted(order.ranks().size()));
    }
    if (!order.ranks().getFirst().node().equals(node)) {
      throw new EngineException(
          Blame.PLATFORM,
          "ranks: node '%s' is not this engine's node '%s'."
              .formatted(order.ranks().getFirst().node(), node));
    }
    if (order.root() instanceof RuntimeRoot.Image image) {
      throw user(
          "runtime: the local engine cannot pull the image '%s'. Use a runtime of the host or an unpacked folder."
              .formatted(image.reference()));
    }
    OrderRules.check(order);
    for (Mount mount : order.mounts()) {
      if (!mount.source().isAbsolute() || !Files.exists(mount.source())) {
        throw new EngineException(
            Blame.PLATFORM, "mounts: '%s' does not exist on this node.".formatted(mount.source()));
      }
    }
  }

  private static EngineException user(String message) {
    return new EngineException(Blame.USER, message);
  }
}
