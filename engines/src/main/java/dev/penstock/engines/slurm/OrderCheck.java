package dev.penstock.engines.slurm;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Card;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Mount;
import dev.penstock.engines.OrderRules;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import java.nio.file.Files;

/** Refuses what can never run on a cluster, before anything is written. */
final class OrderCheck {
  /** bwrap's own limit is 9000 words; six are needed for a variable. */
  private static final int MOST_WORDS = 1_000;

  private OrderCheck() {}

  static void check(StartOrder order, SlurmSettings settings) {
    if (order.service()) {
      throw user(
          "service: jobs on the Slurm cluster \"%s\" can't be services: no request reaches a socket on another machine. Use an engine of this machine or of Kubernetes."
              .formatted(settings.name()));
    }
    if (order.ranks().stream().flatMap(rank -> rank.cards().stream()).anyMatch(Card::shared)) {
      throw user(
          "cards: the Slurm cluster \"%s\" gives whole cards only. Use a flavour with whole cards."
              .formatted(settings.name()));
    }
    if (order.root() instanceof RuntimeRoot.Image image
        && settings.images() == SlurmSettings.Images.NONE) {
      throw user(
          "runtime: the Slurm cluster \"%s\" runs no images, such as '%s'. Use a runtime of the host, or let the operator set images to apptainer or enroot."
              .formatted(settings.name(), image.reference()));
    }
    if (order.ranks().isEmpty()) {
      throw user("ranks: there is none. An order has at least one.");
    }
    OrderRules.check(order);
    if (order.command().size() > MOST_WORDS || order.environment().size() > MOST_WORDS) {
      throw user(
          "command and environment: %d and %d entries, but at most %d each are possible on a cluster. Put them into a file of the job's code."
              .formatted(order.command().size(), order.environment().size(), MOST_WORDS));
    }
    for (Mount mount : order.mounts()) {
      if (!mount.source().isAbsolute() || !Files.exists(mount.source())) {
        throw new EngineException(
            Blame.PLATFORM, "mounts: '%s' does not exist on this host.".formatted(mount.source()));
      }
    }
  }

  private static EngineException user(String message) {
    return new EngineException(Blame.USER, message);
  }
}
