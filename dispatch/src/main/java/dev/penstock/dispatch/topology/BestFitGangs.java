package dev.penstock.dispatch.topology;

import java.util.List;
import java.util.stream.IntStream;

/** Best fit, blind to switches: the fullest ring of the fullest node, and the first whole nodes. */
public final class BestFitGangs extends GangPlacer {
  /** Places on this cluster. */
  public BestFitGangs(RingCluster cluster) {
    super(cluster);
  }

  @Override
  long cost(int node, int freeInRing, int cards) {
    return (long) freeInRing * (cluster.nodeCards() + 1) + cluster.idleOf(node);
  }

  @Override
  List<Integer> wholeNodes(int nodes) {
    return IntStream.range(0, cluster.nodes())
        .filter(cluster::isWhole)
        .limit(nodes)
        .boxed()
        .toList();
  }
}
