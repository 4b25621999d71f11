package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.variant.FaultPlan;
import dev.penstock.bench.simulate.variant.Faults;
import dev.penstock.dispatch.packing.Packing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How arriving tasks are packed.
 *
 * @param policy who decides
 * @param nodes on what
 * @param moving the share of tasks that may be moved, 0 for none
 * @param faults how nodes fail; null for not at all
 * @param perHour how many tasks come in an hour, which nothing but faults depends on
 */
record Arriving(
    Packing policy,
    List<PackingTrace.Node> nodes,
    double moving,
    @Nullable Faults faults,
    double perHour) {
  Arriving {
    nodes = List.copyOf(nodes);
  }

  FaultPlan plan(long seed) {
    return new FaultPlan(faults, nodes.size(), seed, 0);
  }

  /** When the task of this number comes, in seconds. */
  long time(int task) {
    return Math.round(task * 3_600 / perHour);
  }

  /**
   * So many of these nodes, evenly spread over the list; more than there are begin anew.
   *
   * @param count 1 or more
   */
  static List<PackingTrace.Node> nodes(List<PackingTrace.Node> nodes, int count) {
    PackingTrace.Node[] chosen = new PackingTrace.Node[count];
    int whole = count / nodes.size() * nodes.size();
    for (int i = 0; i < whole; i++) {
      chosen[i] = nodes.get(i % nodes.size());
    }
    for (int i = whole; i < count; i++) {
      chosen[i] = nodes.get((int) ((long) (i - whole) * nodes.size() / (count - whole)));
    }
    return List.of(chosen);
  }
}
