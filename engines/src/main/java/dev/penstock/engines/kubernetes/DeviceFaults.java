package dev.penstock.engines.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What MindCluster's device plugin says of a node's cards, in the ConfigMap {@code
 * mindx-dl-deviceinfo-<node>} (Ascend Device Plugin, chip resources).
 *
 * @param unknown whether it says nothing
 * @param unfit cards that get no work, by index
 * @param details what is the matter with a card, by index
 * @param superPod the super-node the node belongs to, null when it says none
 */
record DeviceFaults(
    boolean unknown, Set<Integer> unfit, Map<Integer, String> details, @Nullable String superPod) {
  static final DeviceFaults NONE = new DeviceFaults(true, Set.of(), Map.of(), null);
  private static final Logger log = LoggerFactory.getLogger(DeviceFaults.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "DeviceInfoCfg";

  /** These are for the job to handle; a card with any other takes no new work. */
  private static final List<String> BEARABLE =
      List.of("NotHandleFault", "SubHealthFault", "RestartRequest", "RestartBusiness");

  static DeviceFaults of(ConfigMap map) {
    String text = map.getData() == null ? null : map.getData().get(KEY);
    if (text == null) {
      return NONE;
    }
    try {
      return parse(text);
    } catch (JacksonException e) {
      log.warn("What {} says of cards can't be read.", map.getMetadata().getName(), e);
      return NONE;
    }
  }

  static DeviceFaults parse(String text) {
    JsonNode all = JSON.readTree(text);
    Set<Integer> unfit = new TreeSet<>();
    Map<Integer, List<String>> details = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry :
        all.path("DeviceInfo").path("DeviceList").properties()) {
      String name = entry.getKey();
      String value = entry.getValue().asString("");
      if (name.endsWith("-Unhealthy")) {
        mark(value, "unhealthy", unfit, details);
      } else if (name.endsWith("-NetworkUnhealthy")) {
        mark(value, "its network is unhealthy", unfit, details);
      } else if (name.endsWith("-Recovering")) {
        mark(value, "recovering", unfit, details);
      } else if (name.endsWith("-Fault") && !value.isBlank()) {
        JSON.readTree(value).forEach(fault -> fault(fault, unfit, details));
      }
    }
    Map<Integer, String> told = new TreeMap<>();
    details.forEach((card, what) -> told.put(card, String.join("; ", what)));
    int superPod = all.path("SuperPodID").asInt(-1);
    return new DeviceFaults(false, unfit, told, superPod < 0 ? null : Integer.toString(superPod));
  }

  private static void fault(
      JsonNode fault, Set<Integer> unfit, Map<Integer, List<String>> details) {
    String level = fault.path("fault_handling").asString("");
    if (level.isEmpty()) {
      level = fault.path("fault_level").asString("");
    }
    int card = index(fault.path("npu_name").asString(""));
    if (card < 0) {
      return;
    }
    if (!BEARABLE.contains(level)) {
      unfit.add(card);
    }
    details
        .computeIfAbsent(card, it -> new ArrayList<>())
        .add(
            "%s %s (%s)"
                .formatted(
                    fault.path("fault_type").asString("fault"),
                    fault.path("fault_code").asString(""),
                    level)
                .strip());
  }

  private static void mark(
      String names, String what, Set<Integer> unfit, Map<Integer, List<String>> details) {
    for (String name : names.split(",", -1)) {
      int card = index(name.strip());
      if (card >= 0) {
        unfit.add(card);
        details.computeIfAbsent(card, it -> new ArrayList<>()).add(what);
      }
    }
  }

  /** The number at the end of a name such as {@code Ascend910-4}; -1 when there is none. */
  private static int index(String name) {
    String number = name.substring(name.lastIndexOf('-') + 1);
    return number.matches("\\d{1,4}") ? Integer.parseInt(number) : -1;
  }

  boolean healthy(int card) {
    return !unfit.contains(card);
  }

  String detail(int card) {
    return details.getOrDefault(card, "");
  }
}
