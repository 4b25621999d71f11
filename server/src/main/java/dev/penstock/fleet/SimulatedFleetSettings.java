package dev.penstock.fleet;

import dev.penstock.engines.simulated.ClusterPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A cluster that runs no program, under {@code penstock.fleet.simulated}; there is one where {@code
 * nodes} is given.
 *
 * @param nodes how many it has, 1 to 100,000
 * @param cardsPerNode 0 to 32
 * @param cardModel as an engine reports it
 * @param cardMemoryGib of one card
 * @param nodesPerSwitch 0 where nobody knows
 * @param nodesPerSuperNode 0 where there are no super-nodes
 * @param ringCards how many cards of a node work together as one group; 0 where all do
 * @param cores of a node
 * @param memoryGib of a node
 * @param duration how long a job runs whose variables do not say
 */
@ConfigurationProperties("penstock.fleet.simulated")
record SimulatedFleetSettings(
    int nodes,
    @DefaultValue("8") int cardsPerNode,
    @DefaultValue("Ascend910B3") String cardModel,
    @DefaultValue("64") long cardMemoryGib,
    @DefaultValue("32") int nodesPerSwitch,
    @DefaultValue("0") int nodesPerSuperNode,
    @DefaultValue("0") int ringCards,
    @DefaultValue("192") int cores,
    @DefaultValue("1536") long memoryGib,
    @DefaultValue("10m") Duration duration) {

  SimulatedFleetSettings {
    List<String> wrong = new ArrayList<>();
    check(wrong, "nodes", nodes, 1, 100_000);
    check(wrong, "cards-per-node", cardsPerNode, 0, 32);
    check(wrong, "cores", cores, 1, 100_000);
    check(wrong, "memory-gib", memoryGib, 1, 1 << 20);
    check(wrong, "duration (in milliseconds)", duration.toMillis(), 1, Long.MAX_VALUE);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
  }

  private static void check(List<String> wrong, String name, long value, long least, long most) {
    if (value < least || value > most) {
      wrong.add(
          "penstock.fleet.simulated.%s: %d; use %d to %d".formatted(name, value, least, most));
    }
  }

  ClusterPlan plan() {
    return new ClusterPlan(
        nodes,
        cardsPerNode,
        cardModel,
        cardMemoryGib << 30,
        nodesPerSwitch,
        nodesPerSuperNode,
        ringCards,
        cores * 1000L,
        memoryGib << 30);
  }
}
