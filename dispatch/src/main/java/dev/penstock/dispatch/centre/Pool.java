package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Scorer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;

/** The nodes with cards of one model, or those without any. */
final class Pool {
  final NodePool free;
  final Packer packer;
  final List<Place> places = new ArrayList<>();

  Pool(Collection<Node> nodes, Scorer.Policy policy) {
    free =
        NodePool.of(
            each(nodes, Node::milliCores), each(nodes, Node::memoryMiB), each(nodes, Node::cards));
    packer = new Packer(free, policy);
    for (Node node : nodes) {
      places.add(new Place(this, places.size(), node));
    }
  }

  private static int[] each(Collection<Node> nodes, ToIntFunction<Node> figure) {
    return nodes.stream().mapToInt(figure).toArray();
  }
}
