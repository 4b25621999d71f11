package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Card;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Mount;
import dev.penstock.engines.OrderRules;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Refuses what can never run on a cluster, before anything is made. Pure. */
final class OrderCheck {
  /** MindCluster's limit of a Volcano Job. */
  static final int MOST_VOLCANO_NODES = 1_000;

  private static final Pattern TARGET = Pattern.compile("/job(/[A-Za-z0-9._-]+)+");

  private OrderCheck() {}

  /**
   * @param form what the job will be made as
   * @throws EngineException that names field and value
   */
  static void check(StartOrder order, Form form, KubernetesSettings settings) {
    OrderRules.check(order);
    if (!(order.root() instanceof RuntimeRoot.Image)) {
      throw user(
          "runtime: a Kubernetes cluster runs images, not folders of a host. Use a runtime with an image.");
    }
    gang(order, form, settings);
    order.mounts().forEach(mount -> mount(mount, settings));
    if (order.service() && (order.ranks().size() > 1 || settings.limits().bridgeImage() == null)) {
      throw user(
          order.ranks().size() > 1
              ? "service: has %d nodes. A service has one.".formatted(order.ranks().size())
              : "service: the engine \"%s\" offers no services. Ask the operator to set bridge-image."
                  .formatted(settings.name()));
    }
  }

  private static void gang(StartOrder order, Form form, KubernetesSettings settings) {
    int nodes = order.ranks().size();
    if (form == Form.VOLCANO && nodes > MOST_VOLCANO_NODES) {
      throw user(
          "nodes: %d, but a Volcano Job has at most %d. Ask for fewer nodes."
              .formatted(nodes, MOST_VOLCANO_NODES));
    }
    Set<String> names = order.ranks().stream().map(Rank::node).collect(Collectors.toSet());
    if (settings.placement() == Placement.PLACED && names.size() < nodes) {
      throw new EngineException(
          Blame.PLATFORM,
          "ranks: %d ranks on %d nodes; each needs its own.".formatted(nodes, names.size()));
    }
    Set<String> models = new HashSet<>();
    for (Rank rank : order.ranks()) {
      rank.cards().stream().map(Card::model).forEach(models::add);
      if (rank.cards().size() != order.ranks().getFirst().cards().size()) {
        throw user(
            "ranks: rank %d has %d cards, rank 0 has %d. All ranks need as many."
                .formatted(
                    rank.index(), rank.cards().size(), order.ranks().getFirst().cards().size()));
      }
    }
    if (models.size() > 1) {
      throw user("ranks: have cards of the models %s. Use one model.".formatted(models));
    }
    if (models.stream().anyMatch(CardNames::virtual)
        && (nodes > 1 || order.ranks().getFirst().cards().size() > 1 || order.service())) {
      throw user(
          "cards: a job with the virtual card %s has one node, one card and one container."
              .formatted(models));
    }
    if (order.ranks().stream()
        .flatMap(rank -> rank.cards().stream())
        .anyMatch(card -> card.shared() && !(settings.cards().shares() && card.ascend()))) {
      throw user(
          "cards: the engine \"%s\" gives whole cards only. Use a flavour with whole cards, or let the operator set profile to hami, and share-memory-mib."
              .formatted(settings.name()));
    }
    boolean ascend = order.ranks().getFirst().cards().stream().anyMatch(Card::ascend);
    if (ascend && nodes > 1 && form != Form.VOLCANO) {
      throw new EngineException(
          Blame.PLATFORM,
          "nodes: a gang of %d nodes with Ascend cards needs Volcano, which this cluster does not offer or the engine's form excludes."
              .formatted(nodes));
    }
  }

  private static void mount(Mount mount, KubernetesSettings settings) {
    String target = mount.target();
    matches("mounts", target, TARGET);
    if (!mount.source().normalize().startsWith(settings.volume().seenAt())) {
      throw new EngineException(
          Blame.PLATFORM,
          "mounts: '%s' is not on the shared volume, which is at '%s'. Set penstock.data-folder to a folder on it."
              .formatted(mount.source(), settings.volume().seenAt()));
    }
  }

  private static void matches(String field, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw user("%s: '%s' does not match %s.".formatted(field, value, pattern));
    }
  }

  private static EngineException user(String message) {
    return new EngineException(Blame.USER, message);
  }
}
