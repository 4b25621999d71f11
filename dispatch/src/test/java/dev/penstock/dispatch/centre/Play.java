package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import dev.penstock.dispatch.packing.Scorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** A kernel to play with: workloads by name, and a clock that is put forward by hand. */
final class Play {
  static final Scorer.Policy BEST_FIT = Packing.BEST_FIT.policy(Mix.of(List.of()), new Random(0));

  /** No memory, EASY backfill, reclaim after two minutes, no moves. */
  static final Policy PLAIN =
      new Policy(
          BEST_FIT,
          /* shortFirst= */ 0,
          /* overtaken= */ Ask.HOUR,
          /* longestWait= */ 24 * Ask.HOUR,
          /* halfLife= */ 0,
          /* held= */ 1,
          /* reclaimAfter= */ 2 * Ask.MINUTE,
          /* stopsPerHour= */ 60,
          /* movesAfter= */ Long.MAX_VALUE);

  final Kernel kernel;
  private final Map<String, UUID> ids = new HashMap<>();
  private final Map<UUID, String> names = new HashMap<>();
  private final Map<String, Cycle.Start> places = new HashMap<>();
  long now;
  private Cycle last = new Cycle(List.of(), List.of(), List.of(), Cycle.NEVER);

  Play(Policy policy) {
    kernel = new Kernel(policy);
  }

  /** So many nodes of eight cards under one switch, and queues that share alike. */
  static Play plain(int nodes, String... queues) {
    return with(PLAIN, nodes, queues);
  }

  static Play with(Policy policy, int nodes, String... queues) {
    Play play = new Play(policy);
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      all.add(node("n" + i, 8));
    }
    play.kernel.nodes(all);
    for (String queue : queues) {
      play.kernel.queue(Queue.plain(queue, null));
    }
    return play;
  }

  static Node node(String name, int cards) {
    return node(name, cards, 0, "switch");
  }

  static Node node(String name, int cards, int ring, String network) {
    return new Node(
        name, true, Ask.MODEL, cards, 0, ring, 100_000, 100_000, network, "super", Map.of());
  }

  static Queue guaranteed(String name, int cards) {
    return new Queue(
        name, null, 1, Amounts.cards(Ask.MODEL, cards), Amounts.UNBOUNDED, Amounts.UNBOUNDED);
  }

  static Amounts atMost(int cards) {
    return new Amounts(Long.MAX_VALUE, Long.MAX_VALUE, Map.of(Ask.MODEL, cards * 1000L));
  }

  Play submit(Ask... asks) {
    for (Ask ask : asks) {
      kernel.submit(now, ask.build(id(ask.name), now));
    }
    return this;
  }

  /** The same every time for one name; the earlier asked for, the lower. */
  UUID id(String name) {
    UUID id = ids.computeIfAbsent(name, it -> new UUID(0, ids.size() + 1));
    names.put(id, name);
    return id;
  }

  Play at(long time) {
    now = time;
    return this;
  }

  /** Whom the next decision starts, in that order; a task of an array as {@code name/1}. */
  List<String> starts() {
    last = kernel.decide(now);
    List<String> started = new ArrayList<>();
    for (Cycle.Start start : last.starts()) {
      String name = name(start.task());
      places.put(name, start);
      started.add(name);
    }
    return started;
  }

  Cycle last() {
    return last;
  }

  /** Whom the last decision stops. */
  List<String> stops() {
    return last.preemptions().stream().map(it -> name(it.task())).toList();
  }

  List<String> doomed() {
    return last.doomed().stream().map(it -> Objects.requireNonNull(names.get(it))).toList();
  }

  private String name(TaskId task) {
    String name = Objects.requireNonNull(names.get(task.workload()));
    return task.index() == 0 ? name : name + "/" + task.index();
  }

  Play end(String... tasks) {
    return end(Kernel.End.OK, tasks);
  }

  Play end(Kernel.End how, String... tasks) {
    for (String task : tasks) {
      kernel.ended(now, task(task), how);
    }
    return this;
  }

  TaskId task(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? new TaskId(id(name), 0)
        : new TaskId(id(name.substring(0, slash)), Integer.parseInt(name.substring(slash + 1)));
  }

  List<String> nodes(String task) {
    return slots(task).stream().map(Slot::node).toList();
  }

  List<Slot> slots(String task) {
    return Objects.requireNonNull(places.get(task), task).slots();
  }

  Reason why(String name) {
    return kernel.explain(now, id(name)).orElseThrow();
  }
}
