package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Blame;
import dev.penstock.engines.CardInfo;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.NodeInfo;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's nodes and their cards: labels and allocatable resources, faults as MindCluster
 * tells them, figures from exporters. A node that is not ready or takes no pods is left out.
 */
final class Inventory {
  private static final String FAULTS_NAMESPACE = "kube-system";
  private static final String FAULTS = "mindx-dl-deviceinfo-";
  private static final String ASCEND_CHIP = "node.kubernetes.io/npu.chip.name";
  private static final String ASCEND_SERVER = "accelerator-type";
  private static final String NVIDIA_PRODUCT = "nvidia.com/gpu.product";
  private static final String NVIDIA_MEMORY = "nvidia.com/gpu.memory";
  private static final String ASCEND_MEMORY = "mind-cluster/npu-chip-memory";

  private final KubernetesClient client;
  private final KubernetesSettings settings;
  private final Figures figures;
  private final Map<String, String> hostnames = new ConcurrentHashMap<>();

  Inventory(KubernetesClient client, KubernetesSettings settings) {
    this.client = client;
    this.settings = settings;
    figures = new Figures(settings.exporters());
  }

  /** The label by which pods are pinned to a node. */
  String hostname(String node) {
    return hostnames.computeIfAbsent(
        node,
        name ->
            Cluster.call(
                "look at the node " + name,
                () -> {
                  Node there = client.nodes().withName(name).get();
                  return there == null ? name : hostnameOf(there);
                }));
  }

  /**
   * Refuses an order for nodes that the cluster does not have, before anything is made.
   *
   * @throws EngineException blame PLATFORM
   */
  void requireKnown(StartOrder order) {
    if (settings.placement() != KubernetesSettings.Placement.PLACED) {
      return;
    }
    for (Rank rank : order.ranks()) {
      String name = rank.node();
      if (hostnames.containsKey(name)) {
        continue;
      }
      Node there =
          Cluster.call("look at the node " + name, () -> client.nodes().withName(name).get());
      if (there == null) {
        throw new EngineException(
            Blame.PLATFORM,
            "ranks: the cluster has no node '%s'. Place rank %d on a node that it lists."
                .formatted(name, rank.index()));
      }
      hostnames.put(name, hostnameOf(there));
    }
  }

  private static String hostnameOf(Node node) {
    String name = node.getMetadata().getName();
    Map<String, String> labels = node.getMetadata().getLabels();
    return labels == null ? name : labels.getOrDefault(Marks.HOSTNAME, name);
  }

  List<NodeInfo> nodes() {
    List<Node> nodes = Cluster.call("list its nodes", () -> client.nodes().list().getItems());
    List<Node> usable = nodes.stream().filter(Inventory::usable).toList();
    Map<String, DeviceFaults> faults =
        usable.stream().anyMatch(this::hasAscend) ? faults() : Map.of();
    Map<String, Map<Integer, Figures.Figure>> measured =
        figures.of(usable.stream().filter(this::hasCards).map(Inventory::address).toList());
    List<NodeInfo> infos = new ArrayList<>();
    for (Node node : usable) {
      hostnames.put(node.getMetadata().getName(), hostnameOf(node));
      infos.add(
          info(
              node,
              faults.getOrDefault(node.getMetadata().getName(), DeviceFaults.NONE),
              measured.getOrDefault(address(node), Map.of())));
    }
    return infos;
  }

  private static boolean usable(Node node) {
    boolean ready =
        node.getStatus() != null
            && node.getStatus().getConditions().stream()
                .anyMatch(it -> "Ready".equals(it.getType()) && "True".equals(it.getStatus()));
    return ready
        && !Boolean.TRUE.equals(node.getSpec() == null ? null : node.getSpec().getUnschedulable());
  }

  private Map<String, DeviceFaults> faults() {
    Map<String, DeviceFaults> byNode = new TreeMap<>();
    List<ConfigMap> maps =
        Cluster.call(
            "list the faults of cards",
            () -> client.configMaps().inNamespace(FAULTS_NAMESPACE).list().getItems());
    for (ConfigMap map : maps) {
      String name = map.getMetadata().getName();
      if (name.startsWith(FAULTS)) {
        byNode.put(name.substring(FAULTS.length()), DeviceFaults.of(map));
      }
    }
    return byNode;
  }

  private boolean hasCards(Node node) {
    return !resources(node).isEmpty();
  }

  private boolean hasAscend(Node node) {
    return resources(node).keySet().stream().anyMatch(name -> name.startsWith("huawei.com/"));
  }

  /** How many cards of each resource a node has, healthy or not. */
  private Map<String, Integer> resources(Node node) {
    Map<String, Integer> counts = new TreeMap<>();
    Objects.requireNonNullElse(node.getStatus().getCapacity(), Map.<String, Quantity>of())
        .forEach(
            (name, quantity) -> {
              if (settings.cards().counts(name)) {
                counts.put(name, number(quantity).intValue());
              }
            });
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private NodeInfo info(Node node, DeviceFaults faults, Map<Integer, Figures.Figure> measured) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
    Map<String, Quantity> left =
        Objects.requireNonNullElse(node.getStatus().getAllocatable(), Map.of());
    List<CardInfo> cards = new ArrayList<>();
    List<String> details = new ArrayList<>();
    resources(node)
        .forEach(
            (resource, count) -> {
              int healthy = number(left.getOrDefault(resource, new Quantity("0"))).intValue();
              if (healthy < count && faults.unknown()) {
                details.add("%d of %d %s healthy".formatted(healthy, count, resource));
              }
              String model = model(resource, labels);
              for (int i = 0; i < count; i++) {
                // without a word on which, the last ones are kept out of the way
                boolean fit = faults.unknown() ? i < healthy : faults.healthy(i);
                Figures.@Nullable Figure figure = measured.get(i);
                cards.add(
                    new CardInfo(
                        i,
                        model,
                        fit,
                        memory(labels),
                        faults.detail(i),
                        figure == null ? null : figure.temperatureC(),
                        figure == null ? null : figure.powerWatts()));
              }
            });
    return new NodeInfo(
        node.getMetadata().getName(),
        address(node),
        number(left.getOrDefault("cpu", new Quantity("0")))
            .multiply(BigDecimal.valueOf(1000))
            .longValue(),
        number(left.getOrDefault("memory", new Quantity("0"))).longValue(),
        cards,
        String.join("; ", details),
        places(labels, faults));
  }

  private Map<String, String> places(Map<String, String> labels, DeviceFaults faults) {
    Map<String, String> places = new TreeMap<>();
    put(places, NodeInfo.SWITCH, labels.get(settings.topology().switchLabel()));
    String superNode = labels.get(settings.topology().superNodeLabel());
    put(places, NodeInfo.SUPER_NODE, superNode == null ? faults.superPod() : superNode);
    String rings = labels.get(settings.topology().ringCardsLabel());
    // Atlas 800 with 910A: two rings of four
    boolean twoRings = "module".equals(labels.get(ASCEND_SERVER));
    put(places, NodeInfo.RING_CARDS, rings == null && twoRings ? "4" : rings);
    for (String other :
        List.of("kubernetes.io/arch", "topology.kubernetes.io/zone", ASCEND_SERVER)) {
      put(places, other, labels.get(other));
    }
    return places;
  }

  private static void put(Map<String, String> places, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      places.put(name, value);
    }
  }

  private static String model(String resource, Map<String, String> labels) {
    String nvidia = labels.get(NVIDIA_PRODUCT);
    if (resource.startsWith("nvidia.com/")) {
      return nvidia == null ? "NVIDIA" : nvidia.startsWith("NVIDIA") ? nvidia : "NVIDIA-" + nvidia;
    }
    String name = resource.substring(resource.indexOf('/') + 1);
    String chip = labels.get(ASCEND_CHIP);
    if (chip != null && !CardNames.virtual(name)) {
      return chip.startsWith("Ascend") ? chip : "Ascend" + chip;
    }
    return switch (name) {
      case "ascend-snt9" -> "Ascend910";
      case "ascend-310" -> "Ascend310";
      default -> name;
    };
  }

  /** 0 when the node does not say. */
  private static long memory(Map<String, String> labels) {
    String mib = labels.get(NVIDIA_MEMORY);
    if (mib != null && mib.matches("\\d{1,9}")) {
      return Long.parseLong(mib) << 20;
    }
    String ascend = labels.get(ASCEND_MEMORY);
    return ascend != null && ascend.matches("\\d{1,5}G")
        ? Long.parseLong(ascend.substring(0, ascend.length() - 1)) << 30
        : 0;
  }

  private static String address(Node node) {
    return node.getStatus().getAddresses().stream()
        .filter(it -> "InternalIP".equals(it.getType()))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElse(node.getMetadata().getName());
  }

  private static BigDecimal number(Quantity quantity) {
    return quantity.getNumericalAmount();
  }
}
