package dev.penstock.queues;

import dev.penstock.dispatch.Decisions;
import dev.penstock.dispatch.Dispatcher;
import dev.penstock.dispatch.Placement;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
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
  private final AllocationTable allocations;
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
      AllocationTable allocations,
      ClusterView cluster,
      Leadership leadership,
      Dispatcher dispatcher,
      java.util.function.Supplier<PlacementGate> gate,
      Clock clock) {
    super("dispatch", Duration.ofSeconds(1));
    this.access = access;
    this.table = table;
    this.allocations = allocations;
    this.cluster = cluster;
    this.leadership = leadership;
    this.dispatcher = dispatcher;
    this.gate = gate;
    this.clock = clock;
  }

  Optional<WaitReason> wait(JobId job) {
    return Optional.ofNullable(waits.get(job.value()));
  }

  Occupancy.Round lastRound() {
    return lastRound;
  }

  /**
   * What one look came to.
   *
   * @param more whether there may be room for more of an array, of which only a part was offered
   */
  private record Look(Map<UUID, WaitReason> waits, boolean placed, boolean more) {}

  @Override
  protected void tick() {
    long begun = System.nanoTime();
    Look look = access.system(this::look);
    lastRound =
        new Occupancy.Round(
            clock.instant(), Duration.ofNanos(System.nanoTime() - begun), look != null);
    if (look == null) {
      return;
    }
    waits = look.waits;
    if (look.placed) {
      gate.get().placed();
    }
    if (look.more) {
      wake();
    }
  }

  private @Nullable Look look() {
    OptionalLong generation = leadership.lead();
    if (generation.isEmpty()) {
      return null;
    }
    Instant now = clock.instant();
    List<Entry> entries = table.next(now, LOOKED_AT);
    if (entries.isEmpty()) {
      return new Look(Map.of(), false, false);
    }
    List<AllocationTable.Allocation> held = allocations.all();
    Offer offer = Offer.of(entries, held);
    Decisions decisions = offer.decide(dispatcher, cluster.nodes(held));
    if (!decisions.placements().isEmpty()) {
      commit(decisions.placements(), offer, generation.getAsLong(), now);
    }
    return new Look(
        offer.reasons(decisions.waits()),
        !decisions.placements().isEmpty(),
        offer.hasMore(decisions.placements()));
  }

  private void commit(List<Placement> placements, Offer offer, long generation, Instant now) {
    List<Placed> placed = placements.stream().map(it -> placed(it, offer, generation)).toList();
    Map<JobId, String> refused = gate.get().admit(placed);
    Map<JobId, String> held = new HashMap<>();
    List<Placed> admitted = new ArrayList<>();
    for (Placed one : placed) {
      String why = refused.get(one.job());
      if (why == null) {
        admitted.add(one);
      } else {
        held.put(one.entry(), why);
      }
    }
    dequeue(admitted, offer);
    table.refuse(held, now.plus(REFUSED_FOR));
    for (Placed one : admitted) {
      allocations.allocate(one, offer.item(one.job().value()).workload().demand());
    }
  }

  private static Placed placed(Placement it, Offer offer, long generation) {
    Offer.Item item = offer.item(it.workload());
    return new Placed(
        new JobId(it.workload()),
        item.entry().job(),
        item.task(),
        item.entry().org(),
        AttemptId.next(),
        it.slots(),
        generation);
  }

  private void dequeue(List<Placed> admitted, Offer offer) {
    List<JobId> single = new ArrayList<>();
    Map<JobId, TreeSet<Integer>> arrays = new LinkedHashMap<>();
    for (Placed one : admitted) {
      if (one.task() == null) {
        single.add(one.job());
      } else {
        arrays.computeIfAbsent(one.entry(), it -> new TreeSet<>()).add(one.task());
      }
    }
    table.dequeue(single);
    arrays.forEach(
        (array, tasks) ->
            table.dequeueTasks(array, tasks, offer.next(array, tasks), offer.passed(array, tasks)));
  }
}
