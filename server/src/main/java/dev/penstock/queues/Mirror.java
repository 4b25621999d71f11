package dev.penstock.queues;

import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Slot;
import dev.penstock.dispatch.centre.TaskId;
import dev.penstock.dispatch.centre.Workload;
import dev.penstock.fleet.FleetNode;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The kernel, and how it is kept in step with the database. The database is the truth: whatever is
 * in doubt is read from there anew, and a mirror whose transaction failed is thrown away.
 */
final class Mirror {
  private final Kernel kernel;
  private final KernelTable table;
  private List<FleetNode> fleet = List.of();
  private Map<String, FleetNode> byName = Map.of();
  private long now;
  private final Set<UUID> arrays = new HashSet<>();

  /** Of what has places and nothing that waits, not all is known; it is asked for when it waits. */
  private final Set<UUID> partly = new HashSet<>();

  private Provisions provisions = Provisions.NONE;

  /** The nodes of reservations, as they were told last. */
  private Map<UUID, List<String>> reserved = Map.of();

  private Mirror(Policy policy, KernelTable table) {
    this.kernel = new Kernel(policy);
    this.table = table;
  }

  /** One that knows all that is in the database now; in the open transaction. */
  static Mirror load(
      Policy policy,
      KernelTable table,
      Provisions.Source source,
      List<FleetNode> fleet,
      Instant at) {
    Mirror mirror = new Mirror(policy, table);
    mirror.at(at);
    mirror.fleet(fleet);
    mirror.provide(source, at);
    mirror.sync(null);
    return mirror;
  }

  Kernel kernel() {
    return kernel;
  }

  /** The kernel's time, which never goes back though the clock may. */
  long at(Instant time) {
    now = Math.max(now, time.toEpochMilli());
    return now;
  }

  /** Takes in the nodes; whether they have changed. */
  boolean fleet(List<FleetNode> nodes) {
    if (nodes.equals(fleet)) {
      return false;
    }
    boolean changed = !Workloads.nodes(nodes).equals(Workloads.nodes(fleet)) || byName.isEmpty();
    fleet = nodes;
    byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    if (changed) {
      kernel.nodes(Workloads.nodes(nodes));
    }
    return changed;
  }

  /** Takes in what the operator says of queues and nodes; whether it has changed. */
  boolean provide(Provisions.Source source, Instant at) {
    if (source.current() == provisions.revision()) {
      return false;
    }
    Provisions fresh = source.read(at);
    fresh.tell(kernel, provisions);
    provisions = fresh;
    return true;
  }

  Cycle decide() {
    return kernel.decide(now);
  }

  /** The reservations that have come to other nodes since this was asked before. */
  Map<UUID, List<String>> movedReservations() {
    Map<UUID, List<String>> now = new HashMap<>();
    provisions.reservations().stream()
        .filter(it -> it.named().isEmpty() && it.to() > this.now)
        .forEach(it -> now.put(it.id(), kernel.reserved(it.id())));
    Map<UUID, List<String>> moved = new HashMap<>(now);
    moved.entrySet().removeIf(it -> it.getValue().equals(reserved.get(it.getKey())));
    reserved = now;
    return moved;
  }

  /** The job that a task is: the array's task, or the job itself. */
  JobId job(TaskId task) {
    JobId entry = new JobId(task.workload());
    return arrays.contains(task.workload()) ? entry.task(task.index()) : entry;
  }

  Placed placed(Cycle.Start start, long generation) {
    TaskId task = start.task();
    Workload work = Objects.requireNonNull(kernel.workload(task.workload()));
    return new Placed(
        job(task),
        new JobId(task.workload()),
        arrays.contains(task.workload()) ? task.index() : null,
        Workloads.org(work),
        AttemptId.next(),
        start.slots().stream().map(this::slot).toList(),
        generation);
  }

  private Placement.Slot slot(Slot slot) {
    FleetNode node = Objects.requireNonNull(byName.get(slot.node()));
    return new Placement.Slot(slot.node(), Workloads.cards(node, slot.cards()));
  }

  /** The start was not admitted. */
  void refused(TaskId task, Instant until) {
    kernel.refused(now, task, until.toEpochMilli());
  }

  /** Takes in what the database says of these entries, or of all. */
  void sync(@Nullable Collection<UUID> changed) {
    Map<UUID, KernelTable.WaitingRow> waiting = new LinkedHashMap<>();
    table.waiting(changed).forEach(row -> waiting.put(row.entry(), row));
    Map<UUID, List<KernelTable.PlacedRow>> placed = table.placed(changed);
    Set<UUID> entries = new HashSet<>(changed == null ? placed.keySet() : changed);
    entries.removeAll(waiting.keySet());
    entries.forEach(entry -> sync(entry, null, placed.getOrDefault(entry, List.of())));
    waiting.forEach((entry, row) -> sync(entry, row, placed.getOrDefault(entry, List.of())));
  }

  private void sync(
      UUID entry, KernelTable.@Nullable WaitingRow row, List<KernelTable.PlacedRow> placed) {
    if ((row != null && row.tasks() != null) || placed.stream().anyMatch(it -> it.task() != null)) {
      arrays.add(entry);
    } else if (row == null && placed.isEmpty()) {
      arrays.remove(entry);
      partly.remove(entry);
    }
    Set<TaskId> running = new HashSet<>();
    placed.forEach(it -> running.add(Workloads.task(it)));
    end(entry, row, running);
    Kernel.Tasks known = kernel.tasks(entry);
    if (row == null && placed.isEmpty()) {
      kernel.withdraw(now, entry);
    } else if (row == null) {
      if (known == null) {
        adopt(Workloads.placed(placed), Workloads.next(placed), Set.of(), placed);
        partly.add(entry);
      } else {
        kernel.withdraw(now, entry);
      }
    } else if (known == null || partly.remove(entry) || !Workloads.sameTasks(row, known, running)) {
      kernel.forget(now, entry);
      adopt(
          Workloads.waiting(row),
          row.tasks() == null ? running.size() : row.tasks().next(),
          row.tasks() == null ? Set.of() : new HashSet<>(row.tasks().again()),
          placed);
      if (row.refusedUntil() != null) {
        kernel.postpone(now, entry, row.refusedUntil().toEpochMilli());
      }
    } else if (row.refusedUntil() == null) {
      kernel.reconsider(now, entry);
    }
  }

  /** What has no place in the database any more has ended, or waits again. */
  private void end(UUID entry, KernelTable.@Nullable WaitingRow row, Set<TaskId> running) {
    for (TaskId task : kernel.tasksOf(entry)) {
      if (!running.contains(task)) {
        boolean again =
            row != null && (row.tasks() == null || row.tasks().again().contains(task.index()));
        kernel.ended(now, task, again ? Kernel.End.AGAIN : Kernel.End.OK);
      }
    }
  }

  private void adopt(
      Workload work, int next, Set<Integer> again, List<KernelTable.PlacedRow> placed) {
    provisions.open(kernel, work.queue());
    kernel.adopt(now, work, next, again, Workloads.running(placed, byName));
  }
}
