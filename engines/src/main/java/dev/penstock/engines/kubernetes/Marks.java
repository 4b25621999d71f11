package dev.penstock.engines.kubernetes;

import dev.penstock.engines.StartOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Names, labels and annotations of what this engine makes. */
final class Marks {
  static final String INSTALLATION = "penstock/installation";
  static final String ATTEMPT = "penstock/attempt";
  static final String JOB = "penstock/job";
  static final String PROJECT = "penstock/project";
  static final String ORGANISATION = "penstock/organisation";

  /** On the record alone, so that it is told from the card plugin's own ConfigMaps. */
  static final String ROLE = "penstock/role";

  static final String RECORD = "record";

  /** When the workload was made: from then on, its absence is an end. */
  static final String LAUNCHED = "penstock/launched";

  static final String STARTED = "penstock/started";
  static final String STOP = "penstock/stop";
  static final String END = "penstock/end";

  /** The label by which a node is pinned. */
  static final String HOSTNAME = "kubernetes.io/hostname";

  static final String SERVICE_ACCOUNT = "penstock-job";

  private Marks() {}

  /** The name of everything that belongs to an attempt; a DNS label of 38 characters. */
  static String name(UUID attempt) {
    return "p-" + attempt;
  }

  static String namespace(KubernetesSettings settings, String project) {
    return settings.tenants().namespacePrefix() + project;
  }

  static Map<String, String> labels(KubernetesSettings settings, StartOrder order) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(INSTALLATION, settings.installation());
    labels.put(ATTEMPT, order.attempt().toString());
    labels.put(JOB, order.job().toString());
    return labels;
  }
}
