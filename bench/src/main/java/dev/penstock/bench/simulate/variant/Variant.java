package dev.penstock.bench.simulate.variant;

import dev.penstock.bench.simulate.Misused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that are played side by side.
 *
 * @param label the head of its column
 * @param policy the policy's name
 * @param moreNodes nodes beside those that there are; negative for fewer
 * @param scale the nodes that there are are multiplied by this first
 * @param quotas nodes of queues, in place of what the file says
 * @param faults how nodes fail; null for not at all
 */
public record Variant(
    String label,
    String policy,
    int moreNodes,
    double scale,
    Map<String, Integer> quotas,
    @Nullable Faults faults) {
  public Variant {
    quotas = Map.copyOf(quotas);
  }

  /**
   * How many nodes it has.
   *
   * @param nodes how many there are without it
   * @throws Misused when none would be left
   */
  public int nodes(int nodes) throws Misused {
    long count = Math.round(nodes * scale) + moreNodes;
    if (count < 1 || count > 10_000_000) {
      throw new Misused(
          ("--more-nodes, --nodes-scale: \"%s\" would have %d nodes of the %d that there are; 1 to"
                  + " 10,000,000 are needed")
              .formatted(label, count, nodes));
    }
    return (int) count;
  }
}
