package dev.penstock.bench.simulate.packing;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Mover;
import dev.penstock.dispatch.packing.NodePool;
import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Shuffles the tasks by a seed, appends tasks drawn from them until their cards are so many times
 * the cluster's, and places one after the other; none leaves.
 */
final class PackingReplay {
  private final List<PackingTrace.Node> nodes;
  private final List<Task> tasks;
  private final double load;
  private final Mix mix;

  PackingReplay(List<PackingTrace.Node> nodes, List<Task> tasks, double load) {
    this.nodes = nodes;
    this.tasks = tasks;
    this.load = load;
    this.mix = Mix.of(tasks);
  }

  /**
   * What came of it.
   *
   * @param allocation share of all cards that is allocated, percent
   * @param placed tasks that run
   * @param refused tasks that fitted nowhere
   * @param large tasks of eight cards and more that run
   * @param moves tasks that were moved
   * @param seconds how long the decisions took
   */
  record Outcome(
      double allocation, int placed, int refused, int large, int moves, double seconds) {}

  private static final int LARGE = 8;

  /**
   * Runs once.
   *
   * @param moving the share of tasks that may be moved, 0 for none
   */
  Outcome run(Packing policy, long seed, double moving) {
    Random random = new Random(seed);
    NodePool pool = PackingTrace.pool(nodes);
    long capacity = nodes.stream().mapToLong(it -> (long) it.cards() * Task.WHOLE).sum();
    List<Task> stream = stream(random, capacity);
    Packer packer = new Packer(pool, policy.policy(mix, random));
    Mover mover = new Mover(packer, pool, moving);
    long used = 0;
    int placed = 0;
    int large = 0;
    long began = System.nanoTime();
    for (Task task : stream) {
      if (mover.place(task)) {
        used += task.totalMilli();
        placed++;
        large += task.cards() >= LARGE ? 1 : 0;
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Outcome(
        100.0 * used / capacity, placed, stream.size() - placed, large, mover.moves(), seconds);
  }

  private List<Task> stream(Random random, long capacity) {
    List<Task> stream = new ArrayList<>(tasks);
    Collections.shuffle(stream, random);
    long asked = stream.stream().mapToLong(Task::totalMilli).sum();
    while (asked < load * capacity) {
      Task task = tasks.get(random.nextInt(tasks.size()));
      stream.add(task);
      asked += task.totalMilli();
    }
    return stream;
  }
}
