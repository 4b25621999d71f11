package dev.penstock.dispatch.queueing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/** Each queue on its own nodes, with a scheduler of its own; nothing is shared. */
final class Partitioned implements Forkable {
  /** A queue's scheduler, which nodes it has, and when it wants to be asked. */
  private static final class Part {
    final Forkable scheduler;
    final int firstNode;
    final int nodes;
    long askAt = Decision.NEVER;
    boolean touched;

    Part(Forkable scheduler, int firstNode, int nodes) {
      this.scheduler = scheduler;
      this.firstNode = firstNode;
      this.nodes = nodes;
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Part> byQueue = new HashMap<>();
  private final Map<Long, Part> byJob = new HashMap<>();

  Partitioned(List<Partition> partitions, Function<Partition, Forkable> schedulers) {
    int firstNode = 0;
    for (Partition it : partitions) {
      Part part = new Part(schedulers.apply(it), firstNode, it.nodes());
      if (byQueue.putIfAbsent(it.queue(), part) != null) {
        throw new IllegalArgumentException("queue \"%s\" is there twice".formatted(it.queue()));
      }
      parts.add(part);
      firstNode += it.nodes();
    }
  }

  private Partitioned(Partitioned other) {
    Map<Part, Part> copies = new HashMap<>();
    for (Part it : other.parts) {
      Part copy = new Part(it.scheduler.fork(), it.firstNode, it.nodes);
      copy.askAt = it.askAt;
      copy.touched = it.touched;
      parts.add(copy);
      copies.put(it, copy);
    }
    other.byQueue.forEach((queue, it) -> byQueue.put(queue, copied(copies, it)));
    other.byJob.forEach((job, it) -> byJob.put(job, copied(copies, it)));
  }

  private static Part copied(Map<Part, Part> copies, Part part) {
    return Objects.requireNonNull(copies.get(part));
  }

  @Override
  public Partitioned fork() {
    return new Partitioned(this);
  }

  @Override
  public List<Task> tasks() {
    List<Task> all = new ArrayList<>();
    parts.forEach(it -> all.addAll(it.scheduler.tasks()));
    return all;
  }

  @Override
  public void submit(long now, Job job) {
    Part part = byQueue.get(job.queue());
    if (part == null) {
      throw new IllegalArgumentException(
          "job %d: queue \"%s\" is unknown; known are %s"
              .formatted(job.id(), job.queue(), new TreeSet<>(byQueue.keySet())));
    }
    if (byJob.containsKey(job.id())) {
      throw new IllegalArgumentException("job %d is there already".formatted(job.id()));
    }
    part.scheduler.submit(now, job);
    part.touched = true;
    byJob.put(job.id(), part);
  }

  @Override
  public void ended(long now, long id) {
    Part part = byJob.remove(id);
    if (part == null) {
      throw new IllegalArgumentException("job %d neither waits nor runs".formatted(id));
    }
    part.scheduler.ended(now, id);
    part.touched = true;
  }

  @Override
  public List<Long> lost(long now, int node, long checkpointSeconds) {
    Part part = owner(node);
    part.touched = true;
    return part.scheduler.lost(now, node - part.firstNode, checkpointSeconds);
  }

  @Override
  public void back(long now, int node) {
    Part part = owner(node);
    part.touched = true;
    part.scheduler.back(now, node - part.firstNode);
  }

  private Part owner(int node) {
    for (Part part : parts) {
      if (node >= part.firstNode && node < part.firstNode + part.nodes) {
        return part;
      }
    }
    throw new IllegalArgumentException("node %d is unknown".formatted(node));
  }

  @Override
  public Decision decide(long now) {
    List<Long> evictions = new ArrayList<>();
    List<Start> starts = new ArrayList<>();
    long askAt = Decision.NEVER;
    for (Part part : parts) {
      if (part.touched || part.askAt <= now) {
        Decision decision = part.scheduler.decide(now);
        evictions.addAll(decision.evictions());
        decision.starts().forEach(start -> starts.add(moved(start, part.firstNode)));
        part.askAt = decision.askAgainAt();
        part.touched = false;
      }
      askAt = Math.min(askAt, part.askAt);
    }
    return new Decision(evictions, starts, askAt);
  }

  private static Start moved(Start start, int firstNode) {
    return new Start(
        start.job(),
        start.slots().stream()
            .map(slot -> new Slot(firstNode + slot.node(), slot.cards()))
            .toList());
  }
}
