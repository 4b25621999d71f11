package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.Traces;
import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of Alibaba's openb, repeated up to a number, and its mix of tasks.
 *
 * @param nodes empty
 * @param tasks the mix to draw from
 */
public record OpenbCluster(List<PackingTrace.Node> nodes, List<Task> tasks) {

  /** A cluster of so many nodes. */
  public static OpenbCluster of(int count) throws IOException {
    List<PackingTrace.Node> all =
        PackingTrace.nodes(Traces.file("openb/openb_node_list_gpu_node.csv"));
    List<PackingTrace.Node> nodes = new ArrayList<>();
    for (int node = 0; node < count; node++) {
      nodes.add(all.get(node % all.size()));
    }
    return new OpenbCluster(
        nodes, PackingTrace.tasks(Traces.file("openb/openb_pod_list_default.csv")));
  }

  /** Thousandths of all its cards. */
  public long capacity() {
    return nodes.stream().mapToLong(it -> (long) it.cards() * Task.WHOLE).sum();
  }

  /** All nodes, empty. */
  public NodePool pool() {
    return PackingTrace.pool(nodes);
  }
}
