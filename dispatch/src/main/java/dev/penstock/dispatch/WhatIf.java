package dev.penstock.dispatch;

import java.util.List;
import java.util.stream.Stream;

/**
 * What would become of a workload that waits, were it or the cluster different: the dispatcher is
 * asked again, on the nodes as they are, with all others that wait.
 */
public final class WhatIf {
  private final Dispatcher dispatcher;
  private final List<Node> nodes;
  private final List<Workload> queue;
  private final Workload wanted;

  /**
   * Questions about one workload.
   *
   * @param dispatcher decides as it does
   * @param nodes the nodes as they are now, less what runs
   * @param queue all that waits, with or without the wanted one
   * @param wanted what is asked about
   */
  public WhatIf(Dispatcher dispatcher, List<Node> nodes, List<Workload> queue, Workload wanted) {
    this.dispatcher = dispatcher;
    this.nodes = List.copyOf(nodes);
    this.queue = List.copyOf(queue);
    this.wanted = wanted;
  }

  /**
   * How the nodes stand to the demand, whatever else waits.
   *
   * @param fitting nodes with room now
   * @param possible nodes that would have room if they were ready and empty
   * @param notReady how many of those are not ready: drained, or lost
   */
  public record Room(int fitting, int possible, int notReady) {}

  /** How the nodes stand to what it asks for. */
  public Room room() {
    Demand demand = wanted.demand();
    List<Node> able = nodes.stream().filter(node -> node.couldHold(demand)).toList();
    return new Room(
        (int) able.stream().filter(node -> node.canHoldNow(demand)).count(),
        able.size(),
        (int) able.stream().filter(node -> !node.ready()).count());
  }

  /** Whether it could ever start, and if not, what stops it. */
  public Fit fit() {
    return Fit.of(nodes, wanted.nodes(), wanted.demand());
  }

  /**
   * Whether it would start at once, withdrawn and submitted anew with this demand: the last of its
   * priority.
   */
  public boolean startsAnew(int count, Demand demand) {
    if (!(Fit.of(nodes, count, demand) instanceof Fit.Possible(boolean now)) || !now) {
      return false;
    }
    Workload anew =
        new Workload(wanted.id(), count, demand, wanted.priority(), /* order= */ Long.MAX_VALUE);
    Stream<Workload> others = queue.stream().filter(it -> !it.id().equals(wanted.id()));
    return starts(nodes, Stream.concat(others, Stream.of(anew)).toList());
  }

  /**
   * The most nodes, fewer than it asks for, with which it would start at once when submitted anew;
   * 0 when no number does.
   */
  public int mostNodes() {
    int most = 0;
    int tooMany = wanted.nodes();
    // what goes before it does not depend on its own size, so that fewer nodes never fit worse
    while (tooMany - most > 1) {
      int middle = most + (tooMany - most) / 2;
      if (startsAnew(middle, wanted.demand())) {
        most = middle;
      } else {
        tooMany = middle;
      }
    }
    return most;
  }

  /** Whether it would start at once from its place in the queue, if every node were ready. */
  public boolean startsIfAllWereReady() {
    return starts(nodes.stream().map(Node::asReady).toList(), queue);
  }

  private boolean starts(List<Node> on, List<Workload> waiting) {
    return dispatcher.decide(on, waiting).placements().stream()
        .anyMatch(it -> it.workload().equals(wanted.id()));
  }
}
