package dev.penstock.dispatch.queueing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the kernel knows: who waits, who runs where, and what the queues are owed. */
final class Cluster {
  private final Cards cards;
  private final Order order;
  private final Map<String, Share> shares = new LinkedHashMap<>();
  private final List<TreeMap<Integer, Line>> lines = new ArrayList<>();
  private final Map<Long, Task> tasks = new HashMap<>();
  private final Set<Task> running = new LinkedHashSet<>();
  private final List<List<Task>> onNode = new ArrayList<>();
  private final Predictor predictor;

  Cluster(List<Partition> partitions, int cardsPerNode, Order order) {
    this.order = order;
    predictor = new Predictor();
    int nodes = 0;
    for (Partition it : partitions) {
      Share share = new Share(shares.size(), it.queue(), it.nodes() * cardsPerNode);
      if (shares.putIfAbsent(it.queue(), share) != null) {
        throw new IllegalArgumentException("queue \"%s\" is there twice".formatted(it.queue()));
      }
      lines.add(new TreeMap<>());
      nodes += it.nodes();
    }
    cards = new Cards(nodes, cardsPerNode);
    for (int i = 0; i < nodes; i++) {
      onNode.add(new ArrayList<>());
    }
  }

  private Cluster(Cluster other) {
    cards = other.cards.copy();
    order = other.order;
    predictor = other.predictor.frozen();
    other.shares.forEach((name, share) -> shares.put(name, share.copy()));
    other.lines.forEach(it -> lines.add(new TreeMap<>()));
    other.onNode.forEach(it -> onNode.add(new ArrayList<>(it.size())));
    for (Task task : other.running) {
      Task copy = added(task);
      running.add(copy);
      copy.slots().forEach(slot -> onNode.get(slot.node()).add(copy));
    }
    for (Line line : other.waiting()) {
      for (Task task : line.tasks()) {
        Task copy = added(task);
        line(copy).add(copy);
      }
    }
  }

  private Task added(Task task) {
    Share share = Objects.requireNonNull(shares.get(task.queue().name()));
    Task copy = task.copy(share);
    tasks.put(copy.id(), copy);
    return copy;
  }

  /** The same now, and from now on for itself; but it learns nothing of how long jobs run. */
  Cluster copy() {
    return new Cluster(this);
  }

  /** All that run, the longest running first, and then all that wait. */
  List<Task> tasks() {
    List<Task> all = new ArrayList<>(running);
    waiting().forEach(line -> all.addAll(line.tasks()));
    return all;
  }

  Predictor predictor() {
    return predictor;
  }

  Cards cards() {
    return cards;
  }

  int capacity() {
    return cards.nodes() * cards.perNode();
  }

  List<Share> shares() {
    return List.copyOf(shares.values());
  }

  /** What runs, the longest running first. */
  Set<Task> running() {
    return Collections.unmodifiableSet(running);
  }

  List<Task> onNode(int node) {
    return Collections.unmodifiableList(onNode.get(node));
  }

  /** The lines in which somebody waits. */
  List<Line> waiting() {
    List<Line> all = new ArrayList<>();
    for (TreeMap<Integer, Line> ofQueue : lines) {
      for (Line line : ofQueue.values()) {
        if (!line.isEmpty()) {
          all.add(line);
        }
      }
    }
    return all;
  }

  /** How many wait for so many cards. */
  int waiting(int size) {
    int count = 0;
    for (TreeMap<Integer, Line> ofQueue : lines) {
      Line line = ofQueue.get(size);
      count += line == null ? 0 : line.size();
    }
    return count;
  }

  void add(long now, Job job) {
    Share share = shares.get(job.queue());
    if (share == null) {
      throw new IllegalArgumentException(
          "job %d: queue \"%s\" is unknown; known are %s"
              .formatted(job.id(), job.queue(), shares.keySet().stream().sorted().toList()));
    }
    if (job.cards() > capacity()) {
      throw new IllegalArgumentException(
          "job %d: cards %d are more than the %d that there are"
              .formatted(job.id(), job.cards(), capacity()));
    }
    Task task = new Task(job, share, now);
    if (tasks.putIfAbsent(job.id(), task) != null) {
      throw new IllegalArgumentException("job %d is there already".formatted(job.id()));
    }
    enqueue(now, task);
  }

  void end(long now, long id) {
    Task task = tasks.remove(id);
    if (task == null) {
      throw new IllegalArgumentException("job %d neither waits nor runs".formatted(id));
    }
    if (task.running()) {
      predictor.learn(task.queue(), task.cards(), task.attained(now));
      release(task);
    } else {
      line(task).remove(task);
    }
  }

  /** Starts it where there is room; null, and nothing changed, where there is none. */
  @Nullable List<Slot> start(long now, Task task) {
    List<Slot> slots = cards.take(task.cards());
    if (slots == null) {
      return null;
    }
    line(task).remove(task);
    task.start(now, slots);
    task.queue().use(task.cards());
    running.add(task);
    slots.forEach(slot -> onNode.get(slot.node()).add(task));
    return slots;
  }

  void evict(long now, Task task, long lostSeconds) {
    release(task);
    task.evict(now, lostSeconds);
    enqueue(now, task);
  }

  /** Whoever ran on the node waits again; nothing starts there until it is back. */
  List<Task> lose(long now, int node, long checkpointSeconds) {
    checkNode(node, false);
    List<Task> hit = List.copyOf(onNode.get(node));
    for (Task task : hit) {
      release(task);
      task.interrupt(now, checkpointSeconds);
      enqueue(now, task);
    }
    cards.lose(node);
    return hit;
  }

  void restore(int node) {
    checkNode(node, true);
    cards.restore(node);
  }

  private void checkNode(int node, boolean lost) {
    if (node < 0 || node >= cards.nodes()) {
      throw new IllegalArgumentException(
          "node %d is unknown; there are 0 to %d".formatted(node, cards.nodes() - 1));
    }
    if (cards.isLost(node) != lost) {
      throw new IllegalArgumentException(
          "node %d is %s".formatted(node, lost ? "there already" : "lost already"));
    }
  }

  private void release(Task task) {
    cards.give(task.slots());
    task.slots().forEach(slot -> onNode.get(slot.node()).remove(task));
    task.queue().use(-task.cards());
    running.remove(task);
  }

  private void enqueue(long now, Task task) {
    task.key(order.key(task, now, predictor));
    line(task).add(task);
  }

  private Line line(Task task) {
    return lines
        .get(task.queue().index())
        .computeIfAbsent(task.cards(), size -> new Line(task.queue(), size));
  }
}
