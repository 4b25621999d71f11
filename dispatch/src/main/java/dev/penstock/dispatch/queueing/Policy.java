package dev.penstock.dispatch.queueing;

import java.util.List;
import java.util.function.Supplier;

/** How queues are served: what is looked at first, and which rules are applied, in which order. */
public final class Policy {
  private final String name;
  private final boolean partitioned;
  private final Order order;
  private final Supplier<List<Step>> steps;
  private final Lost lost;

  /**
   * A policy.
   *
   * @param name its name
   * @param partitioned whether each queue has its own nodes and no others
   * @param order in which order those that wait are looked at
   * @param steps makes the rules, in the order in which they are applied; each time anew, as they
   *     may remember
   * @param lost what an eviction costs
   */
  Policy(String name, boolean partitioned, Order order, Supplier<List<Step>> steps, Lost lost) {
    this.name = name;
    this.partitioned = partitioned;
    this.order = order;
    this.steps = steps;
    this.lost = lost;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What an eviction costs. */
  public Lost lost() {
    return lost;
  }

  /** Whether it must be told how long the jobs run. */
  public boolean told() {
    return order == Order.SHORTEST_TOLD;
  }

  /**
   * A scheduler of this policy over empty nodes.
   *
   * @param partitions the queues with their nodes
   * @param cardsPerNode cards of each node, 1 to 64
   */
  public Scheduler over(List<Partition> partitions, int cardsPerNode) {
    return partitioned
        ? new Partitioned(partitions, it -> kernel(List.of(it), cardsPerNode))
        : kernel(partitions, cardsPerNode);
  }

  private Kernel kernel(List<Partition> partitions, int cardsPerNode) {
    return new Kernel(new Cluster(partitions, cardsPerNode, order), steps.get(), lost);
  }
}
