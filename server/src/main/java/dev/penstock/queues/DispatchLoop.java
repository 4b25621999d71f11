package dev.penstock.queues;

import dev.penstock.dispatch.Decisions;
import dev.penstock.dispatch.Dispatcher;
import dev.penstock.dispatch.Placement;
import dev.penstock.dispatch.Wait;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the queue whenever something changed, and at least once a second. One look is one
 * transaction: placements, attempts and holds are written together, or not at all.
 */
final class DispatchLoop extends dev.penstock.shared.Loop {
  /** So many are looked at, at once. */
  static final int LOOKED_AT = 500;

  private static final Duration REFUSED_FOR = Duration.ofSeconds(10);

  private final Access access;
  private final QueueTable table;
  private final ClusterView cluster;
  private final Leadership leadership;
  private final Dispatcher dispatcher;
  private final java.util.function.Supplier<PlacementGate> gate;
  private final Clock clock;
  private volatile Map<UUID, WaitReason> waits = Map.of();
  private volatile Occupancy.Round lastRound = new Occupancy.Round(null, Duration.ZERO, false);

  DispatchLoop(
      Access access,
      QueueTable table,
      ClusterView cluster,
      Leadership leadership,
      Dispatcher dispatcher,
      java.util.function.Supplier<PlacementGate> gate,
      Clock clock) {
    super("dispatch", Duration.ofSeconds(1));
    this.access = access;
    this.table = table;
    this.cluster = cluster;
    this.leadership = leadership;
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.clock = clock;
  }

  Optional<WaitReason> wait(JobId job) {
    return Optional.ofNullable(waits.get(job.value()));
  }

  private static Map<UUID, WaitReason> reasons(List<Wait> waits) {
    Map<UUID, WaitReason> reasons = new HashMap<>();
    Map<UUID, Integer> lines = new HashMap<>();
    for (Wait wait : waits) {
      reasons.put(
          wait.workload(),
          switch (wait) {
            case Wait.NoRoom(var job, int fitting, int needed, int possible) ->
                new WaitReason.Room(fitting, needed, possible);
            case Wait.Behind(var job, var first) ->
                new WaitReason.Behind(lines.merge(first, 1, Integer::sum));
          });
    }
    return reasons;
  }

  Occupancy.Round lastRound() {
    return lastRound;
  }

  @Override
  protected void tick() {
    long begun = System.nanoTime();
    Decisions decisions = access.system(this::look);
    lastRound =
        new Occupancy.Round(
            clock.instant(), Duration.ofNanos(System.nanoTime() - begun), decisions != null);
    if (decisions == null) {
      return;
    }
    waits = reasons(decisions.waits());
    if (!decisions.placements().isEmpty()) {
      gate.get().placed();
    }
  }

  private @Nullable Decisions look() {
    OptionalLong generation = leadership.lead();
    if (generation.isEmpty()) {
      return null;
    }
    Instant now = clock.instant();
    List<QueueTable.Entry> entries = table.next(now, LOOKED_AT);
    if (entries.isEmpty()) {
      return new Decisions(List.of(), List.of());
    }
    Decisions decisions =
        dispatcher.decide(
            cluster.nodes(table.allocations()),
            entries.stream().map(QueueTable.Entry::workload).toList());
    if (!decisions.placements().isEmpty()) {
      commit(decisions.placements(), entries, generation.getAsLong(), now);
    }
    return decisions;
  }

  private void commit(
      List<Placement> placements, List<QueueTable.Entry> entries, long generation, Instant now) {
    Map<UUID, QueueTable.Entry> byJob = new HashMap<>();
    entries.forEach(entry -> byJob.put(entry.workload().id(), entry));
    List<Placed> placed =
        placements.stream()
            .map(
                it ->
                    new Placed(
                        new JobId(it.workload()),
                        java.util.Objects.requireNonNull(byJob.get(it.workload())).org(),
                        AttemptId.next(),
                        it.slots(),
                        generation))
            .toList();
    Map<JobId, String> refused = gate.get().admit(placed);
    table.refuse(refused, now.plus(REFUSED_FOR));
    Set<JobId> admitted =
        placed.stream()
            .map(Placed::job)
            .filter(job -> !refused.containsKey(job))
            .collect(Collectors.toSet());
    table.dequeue(admitted);
    for (Placed one : placed) {
      if (admitted.contains(one.job())) {
        QueueTable.Entry entry = java.util.Objects.requireNonNull(byJob.get(one.job().value()));
        table.allocate(one, entry.workload().demand());
      }
    }
  }
}
