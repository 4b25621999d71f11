package dev.penstock.queues;

import dev.penstock.fleet.FleetNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said about when and where a job runs.
 *
 * @param earliest it starts then or later; null for at once
 * @param deadline it must have ended by then; null for none
 * @param cheapest whether any time will do that meets the deadline, the cheapest best
 * @param priceCeiling the most that an hour on all its nodes may cost, in micro-yuan; null for any
 * @param preemptible whether others may take its place
 * @param topology how near its nodes are to each other
 * @param nodeSelector labels that its nodes must have
 * @param apart no two jobs of a group share a node; null for no group
 */
public record Terms(
    @Nullable Instant earliest,
    @Nullable Instant deadline,
    boolean cheapest,
    @Nullable Long priceCeiling,
    boolean preemptible,
    Topology topology,
    Map<String, String> nodeSelector,
    @Nullable String apart) {
  /** The label of nodes that run services; nobody can give or select it. */
  static final String SERVICES = ":services";

  private static final String RUN = "run";

  /** Of a job that may run whenever and wherever. */
  public static final Terms NONE =
      new Terms(null, null, false, null, false, Topology.NEAR, Map.of(), null);

  public Terms {
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
  }

  /** The same of a service, which starts only on nodes that run services. */
  public Terms ofService() {
    return new Terms(
        earliest,
        deadline,
        cheapest,
        priceCeiling,
        preemptible,
        topology,
        marked(nodeSelector),
        apart);
  }

  boolean isOfService() {
    return nodeSelector.containsKey(SERVICES);
  }

  /** What selectors find on the node. */
  static Map<String, String> labels(FleetNode node) {
    return node.runsServices() ? marked(node.labels()) : node.labels();
  }

  private static Map<String, String> marked(Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(SERVICES, RUN);
    return all;
  }
}
