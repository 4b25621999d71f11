package dev.penstock.queues;

import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.packing.Task;
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

  /** The label of nodes that give parts of cards, likewise. */
  private static final String PARTS = ":card-parts";

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
        marked(nodeSelector, SERVICES),
        apart);
  }

  boolean isOfService() {
    return nodeSelector.containsKey(SERVICES);
  }

  /** What selectors find on the node. */
  static Map<String, String> labels(FleetNode node) {
    Map<String, String> labels =
        node.runsServices() ? marked(node.labels(), SERVICES) : node.labels();
    return node.sharesCards() ? marked(labels, PARTS) : labels;
  }

  /** What a node must have, for a demand other than the one before. */
  static Map<String, String> selectors(Map<String, String> before, Demand demand) {
    Map<String, String> selectors = new HashMap<>(before);
    selectors.remove(PARTS);
    boolean part = demand.cards() > 0 && demand.cardMilli() < Task.WHOLE;
    return part ? marked(selectors, PARTS) : selectors;
  }

  private static Map<String, String> marked(Map<String, String> labels, String mark) {
    Map<String, String> all = new HashMap<>(labels);
    all.put(mark, RUN);
    return all;
  }
}
