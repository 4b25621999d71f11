package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Card;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What MindCluster reads from the labels and annotations of jobs and pods. Pure. */
final class Ascend {
  private Ascend() {}

  /** Labels of a job. Retries are ours, so that MindCluster's own are off. */
  static Map<String, String> jobLabels(StartOrder order, KubernetesSettings settings) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (!mindCluster(order, settings)) {
      return labels;
    }
    labels.put("framework", settings.scheduling().framework());
    labels.putAll(podLabels(order));
    labels.put("fault-scheduling", "off");
    labels.put("fault-retry-times", "0");
    labels.put("pod-rescheduling", "off");
    String affinity = settings.scheduling().torAffinity();
    if (affinity != null) {
      labels.put("tor-affinity", affinity);
    }
    return labels;
  }

  /** Of jobs and of their pods. */
  static Map<String, String> annotations(StartOrder order, KubernetesSettings settings) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (mindCluster(order, settings)) {
      annotations.put("huawei.com/schedule_minAvailable", Integer.toString(order.ranks().size()));
      if (settings.scheduling().superPodBlock() > 0) {
        annotations.put("sp-block", Integer.toString(settings.scheduling().superPodBlock()));
      }
    }
    return annotations;
  }

  static Map<String, String> podLabels(StartOrder order) {
    return Pods.isAscend(order)
        ? Map.of("ring-controller.atlas", ring(order.ranks().getFirst().cards().getFirst()))
        : Map.of();
  }

  private static String ring(Card card) {
    String model = card.model().toLowerCase(Locale.ROOT);
    if (model.startsWith("ascend910b") || model.startsWith("ascend910_93")) {
      return "ascend-910b";
    }
    if (model.startsWith("ascend910")) {
      return "ascend-910";
    }
    return model.startsWith("ascend310p") ? "ascend-310P" : "ascend-npu";
  }

  /** The cards that the device plugin is to give, as ascend-for-volcano writes them. */
  static Map<String, String> chosenCards(CardNames names, Rank rank) {
    String family = CardNames.family(rank.cards().getFirst().model());
    String chosen =
        rank.cards().stream()
            .map(card -> family + "-" + card.index())
            .collect(Collectors.joining(","));
    return Map.of(names.resource(rank.cards().getFirst().model()), chosen);
  }

  private static boolean mindCluster(StartOrder order, KubernetesSettings settings) {
    return Pods.isAscend(order) && settings.cards().profile() == CardNames.Profile.MINDCLUSTER;
  }
}
