package dev.penstock.queues;

import dev.penstock.dispatch.centre.Cycle;
import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Reason;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the queue whenever something changed, and at least once a second. One look is one
 * transaction: placements, attempts and holds are written together, or not at all; no engine is
 * told before. What the kernel knows is kept from look to look, and thrown away when one fails.
 */
final class DispatchLoop extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);
  private static final long FOLLOWING = -1;
  private static final Duration REFUSED_FOR = Duration.ofSeconds(10);
  private static final Duration BRIEFLY = Duration.ofMillis(100);
  private static final Duration LONGEST_ASKED = Duration.ofSeconds(2);
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(2_500);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(40);

  private final Access access;
  private final KernelTable table;
  private final Provisions.Source provisions;
  private final Decided decided;
  private final Nodes nodes;
  private final Leadership leadership;
  private final Policy policy;
  private final Supplier<PlacementGate> gate;
  private final RoundMeter meter;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Mirror mirror;
  private long generation;
  private long askAgainAt;
  private Duration patience = LEAST_PATIENCE;
  private volatile Occupancy.Round lastRound = new Occupancy.Round(null, Duration.ZERO, false);

  DispatchLoop(
      Access access,
      KernelTable table,
      Provisions.Source provisions,
      Decided decided,
      Nodes nodes,
      Leadership leadership,
      Policy policy,
      Supplier<PlacementGate> gate,
      RoundMeter meter,
      Clock clock) {
    super("dispatch", Duration.ofSeconds(1));
    this.access = access;
    this.table = table;
    this.provisions = provisions;
    this.decided = decided;
    this.nodes = nodes;
    this.leadership = leadership;
    this.policy = policy;
    this.gate = gate;
    this.meter = meter;
    this.clock = clock;
  }

  Occupancy.Round lastRound() {
    return lastRound;
  }

  /** What one look came to. */
  private enum Look {
    PLACED,
    DECIDED,
    NOTHING
  }

  @Override
  protected void tick() {
    long begun = System.nanoTime();
    Look look = locked();
    lastRound =
        new Occupancy.Round(
            clock.instant(), Duration.ofNanos(System.nanoTime() - begun), look != null);
    if (look != null && look != Look.NOTHING) {
      meter.decided(lastRound.took());
    }
    if (look == Look.PLACED) {
      gate.get().placed();
    }
  }

  @Override
  public void stop() {
    super.stop();
    try {
      access.runAsSystem(leadership::release);
    } catch (RuntimeException e) {
      LOG.info("The lease is not given up but runs out: {}", e.toString());
    }
  }

  private @Nullable Look locked() {
    lock.lock();
    boolean done = false;
    long begun = System.nanoTime();
    try {
      Look look = access.system(this::look);
      done = true;
      return look;
    } finally {
      patience = patience(done, Duration.ofNanos(System.nanoTime() - begun));
      if (!done) {
        // what it thinks has been decided was not written
        mirror = null;
      }
      lock.unlock();
    }
  }

  /** A long queue is thought about for longer: who thinks is not to be taken for dead. */
  private Duration patience(boolean done, Duration took) {
    if (!done && took.compareTo(patience) > 0) {
      return least(patience.multipliedBy(2), MOST_PATIENCE);
    }
    Duration wanted = took.multipliedBy(4);
    return wanted.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : least(wanted, MOST_PATIENCE);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private @Nullable Look look() {
    OptionalLong leading = leadership.lead(patience);
    if (leading.isEmpty()) {
      if (generation != FOLLOWING) {
        mirror = null;
        generation = FOLLOWING;
      }
      return null;
    }
    List<UUID> changed = table.changed();
    Instant now = clock.instant();
    Mirror kept = mirror;
    if (kept == null || generation != leading.getAsLong()) {
      kept = load(now);
      mirror = kept;
      generation = leading.getAsLong();
      askAgainAt = 0;
    } else {
      long at = kept.at(now);
      boolean moved = kept.fleet(nodes.all());
      moved |= kept.provide(provisions, now);
      if (!changed.isEmpty()) {
        kept.sync(changed);
      } else if (!moved && at < askAgainAt) {
        return Look.NOTHING;
      }
    }
    long thinking = System.nanoTime();
    Cycle cycle = kept.decide();
    meter.thought(Duration.ofNanos(System.nanoTime() - thinking));
    askAgainAt = cycle.askAgainAt();
    decided.keep(kept.movedReservations());
    return commit(cycle, kept, now);
  }

  private Mirror load(Instant now) {
    return Mirror.load(policy, table, provisions, nodes.all(), now);
  }

  /**
   * Where another server decides, looks at the queue as that one does, and writes nothing: so that
   * this one can say as well why a job waits and what would start. Not for the loop's own thread,
   * which is to take over whenever it can.
   */
  void follow() {
    if (lastRound.at() == null || lastRound.leads()) {
      return;
    }
    Mirror seen = access.system(() -> load(clock.instant()));
    seen.decide();
    lock.lock();
    try {
      if (generation == FOLLOWING) {
        mirror = seen;
      }
    } finally {
      lock.unlock();
    }
  }

  private Look commit(Cycle cycle, Mirror kept, Instant now) {
    List<JobId> stopped =
        cycle.preemptions().stream().map(it -> kept.job(it.task())).distinct().toList();
    if (!stopped.isEmpty()) {
      gate.get().preempt(stopped);
      meter.stops(cycle.preemptions());
    }
    if (cycle.starts().isEmpty()) {
      return Look.DECIDED;
    }
    table.deciding();
    List<Placed> placed = cycle.starts().stream().map(it -> kept.placed(it, generation)).toList();
    Map<JobId, String> refused = gate.get().admit(placed);
    Map<JobId, String> entries = new HashMap<>();
    List<Placed> admitted = new ArrayList<>();
    for (int i = 0; i < placed.size(); i++) {
      Placed one = placed.get(i);
      String why = refused.get(one.job());
      if (why == null) {
        admitted.add(one);
      } else {
        entries.put(one.entry(), why);
        kept.refused(cycle.starts().get(i).task(), now.plus(REFUSED_FOR));
      }
    }
    decided.refuse(entries, now.plus(REFUSED_FOR));
    decided.write(placed, admitted, kept);
    meter.starts(admitted, placed.size() - admitted.size(), now);
    if (!entries.isEmpty()) {
      // its room is free again for others
      askAgainAt = 0;
    }
    return admitted.isEmpty() ? Look.DECIDED : Look.PLACED;
  }

  /**
   * Asks the kernel: that which decides, or, where another server does, one that follows it. Who
   * asks may hold what a decision waits for, such as a row or a connection, and so does not wait
   * for it without end: empty then.
   */
  <T> Optional<T> ask(BiFunction<Kernel, Long, T> question) {
    return ask(LONGEST_ASKED, question);
  }

  private <T> Optional<T> ask(Duration longest, BiFunction<Kernel, Long, T> question) {
    if (!free(longest)) {
      return Optional.empty();
    }
    try {
      Mirror kept = mirror;
      return kept == null
          ? Optional.empty()
          : Optional.ofNullable(question.apply(kept.kernel(), kept.at(clock.instant())));
    } finally {
      lock.unlock();
    }
  }

  private boolean free(Duration longest) {
    try {
      return lock.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Why these jobs wait, and how many wait before each; without those of which that is not known
   * here. For many at once, which is a list, nobody waits long.
   */
  Map<JobId, Reason> reasons(Collection<JobId> jobs) {
    return ask(
            jobs.size() > 1 ? BRIEFLY : LONGEST_ASKED, (kernel, now) -> reasons(kernel, now, jobs))
        .orElse(Map.of());
  }

  private static Map<JobId, Reason> reasons(Kernel kernel, long now, Collection<JobId> jobs) {
    Map<JobId, Reason> reasons = new HashMap<>();
    for (JobId job : jobs) {
      kernel.explain(now, job.value()).ifPresent(reason -> reasons.put(job, reason));
    }
    return reasons;
  }
}
