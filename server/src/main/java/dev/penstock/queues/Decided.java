package dev.penstock.queues;

import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.centre.Demand;
import dev.penstock.dispatch.centre.Workload;
import dev.penstock.shared.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Writes what was decided. */
final class Decided {
  private final QueueTable queue;
  private final AllocationTable allocations;
  private final Reservations reservations;
  private final Runnable moved;

  /**
   * @param moved run in the transaction that writes that a reservation has come to other nodes
   */
  Decided(
      QueueTable queue, AllocationTable allocations, Reservations reservations, Runnable moved) {
    this.queue = queue;
    this.allocations = allocations;
    this.reservations = reservations;
    this.moved = moved;
  }

  /** Writes on which nodes reservations are kept, of those that have come to others. */
  void keep(Map<UUID, List<String>> onNodes) {
    if (!onNodes.isEmpty()) {
      reservations.keptOn(onNodes);
      moved.run();
    }
  }

  void refuse(Map<JobId, String> entries, Instant until) {
    queue.refuse(entries, until);
  }

  /**
   * Takes what starts out of the queue, and writes its places.
   *
   * @param placed all that was to start
   * @param admitted what of it does
   */
  void write(List<Placed> placed, List<Placed> admitted, Mirror mirror) {
    queue.dequeue(admitted.stream().filter(it -> it.task() == null).map(Placed::entry).toList());
    Map<JobId, TreeSet<Integer>> arrays = new LinkedHashMap<>();
    for (Placed one : placed) {
      if (one.task() != null) {
        arrays.computeIfAbsent(one.entry(), it -> new TreeSet<>()).add(one.task());
      }
    }
    arrays.forEach((array, tasks) -> dequeue(array, tasks, admitted));
    allocations.allocate(admitted.stream().flatMap(one -> ranks(one, mirror).stream()).toList());
  }

  private void dequeue(JobId array, SortedSet<Integer> tasks, List<Placed> admitted) {
    TreeSet<Integer> started = new TreeSet<>();
    for (Placed one : admitted) {
      if (one.entry().equals(array)) {
        started.add(Objects.requireNonNull(one.task()));
      }
    }
    List<Integer> refused = new ArrayList<>(tasks);
    refused.removeAll(started);
    queue.dequeueTasks(array, started, tasks.last() + 1, refused);
  }

  private static List<AllocationTable.Fresh> ranks(Placed one, Mirror mirror) {
    Workload work = Objects.requireNonNull(mirror.kernel().workload(one.entry().value()));
    Demand demand = work.roles().getFirst().demand();
    List<AllocationTable.Fresh> ranks = new ArrayList<>();
    for (Placement.Slot slot : one.slots()) {
      ranks.add(new AllocationTable.Fresh(one, ranks.size(), slot, demand, work, project(work)));
    }
    return ranks;
  }

  private static @org.jspecify.annotations.Nullable UUID project(Workload work) {
    String project = work.queue().substring(work.queue().indexOf('/') + 1);
    return project.isEmpty() ? null : UUID.fromString(project);
  }
}
