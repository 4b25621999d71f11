package dev.penstock.bench.simulate.packing;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
   * @param fragmentation share of all cards that is idle and of no use to the next task, percent
   * @param bySize by size the share of the tasks that came that run, percent
   * @param jain Jain's index over these shares
   * @param nodesLost how often a node was lost
   * @param interrupted tasks that ran on one then
   * @param lost those of them that fitted nowhere else
   */
  record Outcome(
      double allocation,
      int placed,
      int refused,
      int large,
      int moves,
      double seconds,
      double fragmentation,
      Map<String, Double> bySize,
      double jain,
      int nodesLost,
      int interrupted,
      int lost) {}

  /**
   * How the cluster stood once so much had come; all in percent of the cards that there are.
   *
   * @param load what has come
   * @param allocation what is allocated
   * @param fragmentation what is idle and of no use to the next task
   */
  record Sample(double load, double allocation, double fragmentation) {}

  /**
   * An outcome, and the way to it.
   *
   * @param outcome what came of it
   * @param samples one for each percent that came
   */
  record Played(Outcome outcome, List<Sample> samples) {}

  /**
   * Runs once.
   *
   * @param moving the share of tasks that may be moved, 0 for none
   */
  Outcome run(Packing policy, long seed, double moving) {
    return play(new Arriving(policy, nodes, moving, null, 1), seed).outcome();
  }

  /** Runs once, on other nodes than those that the load is reckoned by if need be. */
  Played play(Arriving arriving, long seed) {
    Random random = new Random(seed);
    long capacity = capacity(nodes);
    List<Task> stream = stream(random, capacity);
    PackingRun run =
        new PackingRun(arriving, mix, random, seed, capacity(arriving.nodes()), (double) capacity);
    stream.forEach(run::came);
    return run.played();
  }

  static long capacity(List<PackingTrace.Node> nodes) {
    return nodes.stream().mapToLong(it -> (long) it.cards() * Task.WHOLE).sum();
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
