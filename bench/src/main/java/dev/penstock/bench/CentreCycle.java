package dev.penstock.bench;

import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.TaskId;
import dev.penstock.dispatch.centre.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * The kernel of a large centre, cycle by cycle. A cycle takes in ends and arrivals, the loss of a
 * node and the return of the one lost before, and decides. Only the kernel's part is timed: what
 * happens is made up before.
 */
final class CentreCycle {
  private static final long BETWEEN = 10_000;

  private final Random random = new Random(7);
  private final CentreLoad load = new CentreLoad(11);
  private final int size;
  private final Kernel kernel;
  private final List<TaskId> running = new ArrayList<>();
  private final Map<TaskId, Cycle.Start> starts = new HashMap<>();
  private final Map<String, Set<TaskId>> onNode = new HashMap<>();
  private final List<UUID> submitted = new ArrayList<>();
  private List<TaskId> stopped = List.of();
  private long now = 1_800_000_000_000L;
  private int lost = -1;

  /**
   * A cycle that is over.
   *
   * @param took how long the kernel took for it
   * @param ended how many tasks ended
   * @param again how many wait again, lost with their node or stopped for others
   */
  record Turn(Watch.Took took, int ended, int again, Cycle cycle) {}

  /** What happens before a decision. */
  private record Events(
      List<TaskId> ended, List<TaskId> again, List<Workload> arrivals, int back, int lost) {}

  /**
   * A centre of which nothing runs yet.
   *
   * @param size how many nodes
   * @param waiting how many jobs wait at least once all cards are in use
   */
  CentreCycle(Policy policy, int size, int waiting) {
    this.size = size;
    kernel = new Kernel(policy);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      nodes.add(CentreLoad.node(i, true));
    }
    kernel.nodes(nodes);
    CentreLoad.queues().forEach(kernel::queue);
    for (int i = 0; i < waiting + CentreLoad.mostAtOnce(size); i++) {
      submit(load.job(now));
    }
  }

  private void submit(Workload job) {
    submitted.add(job.id());
    kernel.submit(now, job);
  }

  /** The first decision, which fills the centre. */
  Turn cold() {
    Watch watch = new Watch();
    Cycle cycle = kernel.decide(now);
    Watch.Took took = watch.took();
    take(cycle);
    return new Turn(took, 0, 0, cycle);
  }

  /** One cycle, with so many ends and as many arrivals. */
  Turn cycle(int ends) {
    now += BETWEEN;
    Events events = events(ends);
    Watch watch = new Watch();
    events.ended.forEach(task -> kernel.ended(now, task, Kernel.End.OK));
    events.arrivals.forEach(job -> kernel.submit(now, job));
    if (events.back >= 0) {
      kernel.node(CentreLoad.node(events.back, true));
    }
    kernel.node(CentreLoad.node(events.lost, false));
    events.again.forEach(task -> kernel.ended(now, task, Kernel.End.AGAIN));
    Cycle cycle = kernel.decide(now);
    Watch.Took took = watch.took();
    take(cycle);
    return new Turn(took, events.ended.size(), events.again.size(), cycle);
  }

  private Events events(int ends) {
    Set<TaskId> again = new LinkedHashSet<>(stopped);
    int back = lost;
    lost = random.nextInt(size);
    again.addAll(onNode.getOrDefault(CentreLoad.node(lost, true).name(), Set.of()));
    again.forEach(this::gone);
    running.removeAll(again);
    List<TaskId> ended = new ArrayList<>();
    List<Workload> arrivals = new ArrayList<>();
    for (int i = 0; i < ends && !running.isEmpty(); i++) {
      TaskId task = takeAny();
      gone(task);
      ended.add(task);
      Workload job = load.job(now);
      submitted.add(job.id());
      arrivals.add(job);
    }
    return new Events(ended, List.copyOf(again), arrivals, back == lost ? -1 : back, lost);
  }

  private TaskId takeAny() {
    int at = random.nextInt(running.size());
    TaskId last = running.removeLast();
    return at == running.size() ? last : running.set(at, last);
  }

  private void take(Cycle cycle) {
    for (Cycle.Start start : cycle.starts()) {
      running.add(start.task());
      starts.put(start.task(), start);
      start
          .slots()
          .forEach(
              slot ->
                  onNode
                      .computeIfAbsent(slot.node(), it -> new LinkedHashSet<>())
                      .add(start.task()));
    }
    stopped = cycle.preemptions().stream().map(Cycle.Preemption::task).toList();
  }

  private void gone(TaskId task) {
    Cycle.Start start = starts.remove(task);
    if (start != null) {
      start.slots().forEach(slot -> onNode.getOrDefault(slot.node(), Set.of()).remove(task));
    }
  }

  /** How long cycles take, after as many that are not counted. */
  List<Watch.Took> cycles(int ends, int cycles) {
    List<Watch.Took> times = new ArrayList<>();
    for (int i = -cycles; i < cycles; i++) {
      Watch.Took took = cycle(ends).took;
      if (i >= 0) {
        times.add(took);
      }
    }
    return times;
  }

  /** How long it takes to explain the wait of one, in milliseconds. */
  Samples explanations(int times) {
    double[] took = new double[times];
    for (int i = 0; i < times; i++) {
      UUID job = anyWaiting();
      long began = System.nanoTime();
      boolean explained = kernel.explain(now, job).isPresent();
      took[i] = (System.nanoTime() - began) / 1e6;
      if (!explained) {
        throw new IllegalStateException("workload %s waits without a reason".formatted(job));
      }
    }
    return Samples.of(took);
  }

  /** One of those that wait. */
  UUID anyWaiting() {
    if (waiting() == 0) {
      throw new IllegalStateException("nothing waits");
    }
    while (true) {
      UUID job = submitted.get(random.nextInt(submitted.size()));
      if (kernel.waiting(job) > 0) {
        return job;
      }
    }
  }

  /** The kernel itself, to be read. */
  Kernel kernel() {
    return kernel;
  }

  /** The time of the last cycle, in milliseconds since 1970. */
  long now() {
    return now;
  }

  /** What has been started and has neither ended nor been lost. */
  Map<TaskId, Cycle.Start> starts() {
    return Map.copyOf(starts);
  }

  /** The node that is lost as of the last cycle. */
  String lostNode() {
    return CentreLoad.node(lost, false).name();
  }

  /** How many jobs wait. */
  int waiting() {
    return kernel.size() - kernel.running();
  }
}
