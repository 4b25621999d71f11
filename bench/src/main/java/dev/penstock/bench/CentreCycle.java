package dev.penstock.bench;

import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Queue;
import dev.penstock.dispatch.centre.Role;
import dev.penstock.dispatch.centre.TaskId;
import dev.penstock.dispatch.centre.Topology;
import dev.penstock.dispatch.centre.Wishes;
import dev.penstock.dispatch.centre.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The kernel of a large centre, by its cycles: nodes of eight cards under switches of 32, queues of
 * organisations and their projects, jobs of many sizes. A cycle takes in ends and arrivals, the
 * loss of a node and the return of the one lost before, and decides.
 */
final class CentreCycle {
  private static final long MINUTE = 60_000;
  private static final int CARDS = 8;
  private static final int ORGANISATIONS = 100;
  private static final int PROJECTS = 4;

  private final Random random = new Random(7);
  private final Kernel kernel;
  private final List<Node> nodes = new ArrayList<>();
  private final List<TaskId> running = new ArrayList<>();
  private final Map<TaskId, List<String>> places = new HashMap<>();
  private final List<UUID> submitted = new ArrayList<>();
  private long now = 1_800_000_000_000L;
  private long arrivals;
  private int lost = -1;

  /**
   * A centre.
   *
   * @param size how many nodes
   * @param waiting how many jobs wait once all cards are in use
   */
  CentreCycle(Policy policy, int size, int waiting) {
    kernel = new Kernel(policy);
    for (int i = 0; i < size; i++) {
      nodes.add(node(i, true));
    }
    kernel.nodes(nodes);
    for (int org = 0; org < ORGANISATIONS; org++) {
      kernel.queue(Queue.plain("org" + org, null));
      for (int project = 0; project < PROJECTS; project++) {
        kernel.queue(Queue.plain(queue(org, project), "org" + org));
      }
    }
    int all = waiting + size;
    for (int i = 0; i < all; i++) {
      submit();
    }
  }

  private static String queue(int org, int project) {
    return "org" + org + "/project" + project;
  }

  private static Node node(int i, boolean ready) {
    String model = i % 4 == 3 ? "910C" : "910B";
    return new Node(
        "node%05d".formatted(i),
        ready,
        model,
        CARDS,
        0,
        CARDS / 2,
        192_000,
        1_536_000,
        "switch" + i / 32,
        "super" + i / 128,
        Map.of());
  }

  private void submit() {
    int[] sizes = {1, 1, 2, 4, 4, 8, 8, 8, 16};
    int cards = sizes[random.nextInt(sizes.length)];
    int ranks = Math.max(1, cards / CARDS);
    int each = Math.min(cards, CARDS);
    String model = random.nextInt(4) == 3 ? "910C" : "910B";
    int cores = each * (12_000 + 6_000 * random.nextInt(2));
    Demand demand = Demand.whole(model, each, cores, each * 64_000);
    UUID id = new UUID(0, ++arrivals);
    submitted.add(id);
    kernel.submit(
        now,
        new Workload(
            id,
            queue(random.nextInt(ORGANISATIONS), random.nextInt(PROJECTS)),
            "user" + random.nextInt(5),
            List.of(new Role("worker", ranks, ranks, demand)),
            1,
            1,
            random.nextInt(10) == 0 ? 1 : 0,
            now + arrivals,
            MINUTE * (10 + random.nextInt(600)),
            random.nextInt(4) == 0,
            ranks > 1 && random.nextInt(4) == 0
                ? new Wishes(
                    0,
                    Long.MAX_VALUE,
                    false,
                    Double.POSITIVE_INFINITY,
                    Topology.SAME_SUPER_NODE,
                    Map.of(),
                    null,
                    List.of())
                : Wishes.NONE));
  }

  /** The first look, at a centre that stands still: in milliseconds. */
  double cold() {
    long began = System.nanoTime();
    take(kernel.decide(now));
    return (System.nanoTime() - began) / 1e6;
  }

  /** One cycle, in milliseconds. */
  double cycle(int events) {
    now += 10_000;
    int node = random.nextInt(nodes.size());
    long began = System.nanoTime();
    for (int i = 0; i < events / 2; i++) {
      TaskId ended = takeAny();
      kernel.ended(now, ended, Kernel.End.OK);
      places.remove(ended);
      submit();
    }
    lose(node);
    Cycle cycle = kernel.decide(now);
    double took = (System.nanoTime() - began) / 1e6;
    take(cycle);
    return took;
  }

  private void lose(int node) {
    if (lost >= 0) {
      kernel.node(node(lost, true));
    }
    lost = node;
    String name = nodes.get(node).name();
    kernel.node(node(node, false));
    List<TaskId> there =
        running.stream().filter(it -> places.getOrDefault(it, List.of()).contains(name)).toList();
    for (TaskId task : there) {
      kernel.ended(now, task, Kernel.End.AGAIN);
      running.remove(task);
      places.remove(task);
    }
  }

  private TaskId takeAny() {
    int at = random.nextInt(running.size());
    TaskId last = running.removeLast();
    if (at == running.size()) {
      return last;
    }
    return running.set(at, last);
  }

  private void take(Cycle cycle) {
    for (Cycle.Start start : cycle.starts()) {
      running.add(start.task());
      places.put(start.task(), start.slots().stream().map(it -> it.node()).toList());
    }
  }

  /** The mean time of an explanation, in milliseconds. */
  double explain(int times) {
    long began = System.nanoTime();
    int told = 0;
    for (int i = 0; i < times; i++) {
      UUID job = submitted.get(submitted.size() - 1 - random.nextInt(submitted.size() / 2));
      told += kernel.explain(now, job).isPresent() ? 1 : 0;
    }
    if (told == 0) {
      throw new IllegalStateException("nothing waits");
    }
    return (System.nanoTime() - began) / 1e6 / times;
  }

  int running() {
    return kernel.running();
  }

  int known() {
    return kernel.size();
  }

  /** MiB of memory in use after a collection. */
  static double heapMib() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
  }

  /** The median of so many cycles, after as many to warm up. */
  double median(int events, int cycles) {
    double[] times = new double[cycles];
    for (int i = -cycles; i < cycles; i++) {
      double took = cycle(events);
      if (i >= 0) {
        times[i] = took;
      }
    }
    Arrays.sort(times);
    return times[cycles / 2];
  }

  static void main() {
    for (int size : new int[] {1_000, 2_500, 5_000, 10_000}) {
      CentreCycle centre =
          new CentreCycle(
              Policy.usual(
                  dev.penstock.dispatch.packing.Packing.BEST_FIT.policy(
                      dev.penstock.dispatch.packing.Mix.of(List.of()), new Random(1))),
              size,
              size * 10);
      double cold = centre.cold();
      double cycle = centre.median(1000, 20);
      System.out.printf(
          "%d nodes: cold %.1f ms, cycle %.1f ms, explain %.4f ms, running %d known %d heap %.0f MiB%n",
          size, cold, cycle, centre.explain(1000), centre.running(), centre.known(), heapMib());
    }
  }
}
