package dev.penstock.dispatch.queueing;

import java.util.List;

/** One policy over one pool of nodes. */
final class Kernel implements Forkable {
  private final Cluster cluster;
  private final List<Step> steps;
  private final Lost lost;
  private long last = Long.MIN_VALUE;

  Kernel(Cluster cluster, List<Step> steps, Lost lost) {
    this.cluster = cluster;
    this.steps = List.copyOf(steps);
    this.lost = lost;
  }

  @Override
  public Kernel fork() {
    Kernel copy = new Kernel(cluster.copy(), steps.stream().map(Step::copy).toList(), lost);
    copy.last = last;
    return copy;
  }

  @Override
  public List<Task> tasks() {
    return cluster.tasks();
  }

  @Override
  public void submit(long now, Job job) {
    moveTo(now);
    cluster.add(now, job);
  }

  @Override
  public void ended(long now, long id) {
    moveTo(now);
    cluster.end(now, id);
  }

  @Override
  public List<Long> lost(long now, int node, long checkpointSeconds) {
    moveTo(now);
    if (checkpointSeconds < 1) {
      throw new IllegalArgumentException(
          "checkpoint seconds must be 1 or more, not %d".formatted(checkpointSeconds));
    }
    return cluster.lose(now, node, checkpointSeconds).stream().map(Task::id).toList();
  }

  @Override
  public void back(long now, int node) {
    moveTo(now);
    cluster.restore(node);
  }

  @Override
  public Decision decide(long now) {
    moveTo(now);
    Cycle cycle = new Cycle(cluster, now, lost);
    for (Step step : steps) {
      step.apply(cycle);
    }
    return cycle.decision();
  }

  private void moveTo(long now) {
    if (now < last) {
      throw new IllegalArgumentException("time %d is before %d".formatted(now, last));
    }
    last = now;
  }
}
