package dev.penstock.queues;

import dev.penstock.dispatch.Decisions;
import dev.penstock.dispatch.Dispatcher;
import dev.penstock.dispatch.Node;
import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.Wait;
import dev.penstock.dispatch.Workload;
import dev.penstock.shared.JobId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is put to the dispatcher: single jobs as they are, and of each array some tasks. */
final class Offer {
  /** So many of an array's tasks are looked at, at once. */
  private static final int MOST_TASKS = 50;

  private final Map<UUID, Item> items = new LinkedHashMap<>();

  /**
   * One workload of it.
   *
   * @param task the task's index; null for a single job
   */
  record Item(Entry entry, @Nullable Integer task, Workload workload) {}

  private Offer() {}

  /** Of what waits, less what an array has running beyond its limit. */
  static Offer of(List<Entry> entries, List<AllocationTable.Allocation> allocations) {
    Map<UUID, Integer> running = new HashMap<>();
    for (AllocationTable.Allocation it : allocations) {
      if (it.array() != null && it.rank() == 0) {
        running.merge(it.array(), 1, Integer::sum);
      }
    }
    Offer offer = new Offer();
    for (Entry entry : entries) {
      if (entry.tasks() == null) {
        offer.add(new Item(entry, null, entry.workload()));
      } else {
        offer.addTasks(entry, entry.tasks(), running.getOrDefault(entry.workload().id(), 0));
      }
    }
    return offer;
  }

  private void addTasks(Entry entry, Waiting.Tasks tasks, int running) {
    int most = Math.min(MOST_TASKS, tasks.atOnce() - running);
    Stream.concat(
            new TreeSet<>(tasks.again()).stream(),
            IntStream.range(tasks.next(), tasks.count()).boxed())
        .limit(Math.max(0, most))
        .forEach(
            task ->
                add(
                    new Item(
                        entry,
                        task,
                        with(
                            entry.workload(),
                            entry.job().task(task).value(),
                            entry.workload().nodes()))));
  }

  private void add(Item item) {
    items.put(item.workload.id(), item);
  }

  Item item(UUID workload) {
    return Objects.requireNonNull(items.get(workload));
  }

  /**
   * Asks the dispatcher; where there is room for fewer nodes than some wish, but for as many as
   * they can start with, it is asked again for those.
   */
  Decisions decide(Dispatcher dispatcher, List<Node> nodes) {
    Decisions first = dispatcher.decide(nodes, workloads());
    boolean fewer = false;
    for (Wait wait : first.waits()) {
      if (wait instanceof Wait.NoRoom(UUID id, int fitting, int _, int _)
          && fitting >= item(id).entry.leastNodes()) {
        Item item = item(id);
        items.put(id, new Item(item.entry, item.task, with(item.workload, id, fitting)));
        fewer = true;
      }
    }
    return fewer ? dispatcher.decide(nodes, workloads()) : first;
  }

  private List<Workload> workloads() {
    return items.values().stream().map(Item::workload).toList();
  }

  private static Workload with(Workload it, UUID id, int nodes) {
    return new Workload(id, nodes, it.demand(), it.priority(), it.order());
  }

  /** Why entries wait; of an array, the reason of the first task that does. */
  Map<UUID, WaitReason> reasons(List<Wait> waits) {
    Map<UUID, WaitReason> reasons = new HashMap<>();
    Map<UUID, Integer> lines = new HashMap<>();
    for (Wait wait : waits) {
      UUID entry = item(wait.workload()).entry.workload().id();
      if (!reasons.containsKey(entry)) {
        reasons.put(
            entry,
            switch (wait) {
              case Wait.NoRoom(var _, int fitting, int needed, int possible) ->
                  new WaitReason.Room(fitting, needed, possible);
              case Wait.Behind(var _, var first) ->
                  new WaitReason.Behind(lines.merge(first, 1, Integer::sum));
            });
      }
    }
    return reasons;
  }

  /** Whether all that was offered of an array has its place, and more of it waits. */
  boolean hasMore(List<Placement> placements) {
    Map<UUID, Integer> placed = new HashMap<>();
    for (Placement it : placements) {
      Entry entry = item(it.workload()).entry;
      if (entry.tasks() != null) {
        placed.merge(entry.workload().id(), 1, Integer::sum);
      }
    }
    return placed.containsValue(MOST_TASKS);
  }

  /** The first task of an array that never had a place, once these have theirs. */
  int next(JobId array, SortedSet<Integer> admitted) {
    return Math.max(tasks(array).next(), admitted.last() + 1);
  }

  /** Which tasks below that never had a place either: one that came later has overtaken them. */
  List<Integer> passed(JobId array, SortedSet<Integer> admitted) {
    return IntStream.range(tasks(array).next(), next(array, admitted))
        .filter(task -> !admitted.contains(task))
        .boxed()
        .toList();
  }

  private Waiting.Tasks tasks(JobId array) {
    return items.values().stream()
        .filter(it -> it.entry.job().equals(array))
        .map(it -> Objects.requireNonNull(it.entry.tasks()))
        .findFirst()
        .orElseThrow();
  }
}
