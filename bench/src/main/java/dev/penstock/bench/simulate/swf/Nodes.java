package dev.penstock.bench.simulate.swf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which processors of which nodes a job holds. The kernel takes all processors for equal; where
 * nodes fail somebody must know whom that hits. Jobs take the lowest nodes with something free.
 */
final class Nodes {
  private record Hold(int node, int processors) {}

  private final int[] sizes;
  private final int[] free;
  private final BitSet usable;
  private final BitSet lost;
  private final Map<Long, List<Hold>> holds = new HashMap<>();
  private final List<Set<Long>> onNode = new ArrayList<>();

  /** Nodes of equal size; the last one has what is left over. */
  Nodes(int processors, int perNode) {
    int count = count(processors, perNode);
    sizes = new int[count];
    Arrays.fill(sizes, perNode);
    sizes[count - 1] = processors - (count - 1) * perNode;
    free = sizes.clone();
    usable = new BitSet(count);
    usable.set(0, count);
    lost = new BitSet(count);
    for (int node = 0; node < count; node++) {
      onNode.add(new HashSet<>());
    }
  }

  static int count(int processors, int perNode) {
    return Math.ceilDiv(processors, perNode);
  }

  /** How many processors the node has. */
  int size(int node) {
    return sizes[node];
  }

  void start(long id, int processors) {
    List<Hold> its = new ArrayList<>();
    int missing = processors;
    for (int node = usable.nextSetBit(0); missing > 0; node = usable.nextSetBit(node + 1)) {
      if (node < 0) {
        throw new IllegalStateException("job " + id + " was started without room");
      }
      int taken = Math.min(missing, free[node]);
      its.add(new Hold(node, taken));
      onNode.get(node).add(id);
      free[node] -= taken;
      usable.set(node, free[node] > 0);
      missing -= taken;
    }
    holds.put(id, its);
  }

  void end(long id) {
    List<Hold> its = holds.remove(id);
    if (its == null) {
      throw new IllegalStateException("job " + id + " holds nothing");
    }
    for (Hold it : its) {
      onNode.get(it.node()).remove(id);
      free[it.node()] += it.processors();
      usable.set(it.node(), !lost.get(it.node()));
    }
  }

  /** Who holds something of the node, by id. */
  List<Long> on(int node) {
    return onNode.get(node).stream().sorted().toList();
  }

  /** The node is gone; nobody may hold anything of it. */
  void lose(int node) {
    if (free[node] != sizes[node]) {
      throw new IllegalStateException("node " + node + " is lost, but in use");
    }
    lost.set(node);
    usable.clear(node);
  }

  void restore(int node) {
    lost.clear(node);
    usable.set(node);
  }
}
