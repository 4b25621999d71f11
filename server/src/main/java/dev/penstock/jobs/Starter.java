package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.StartOrder;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.NodeState;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import dev.penstock.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what has been decided. An attempt is claimed for the transaction in which the engine is
 * told; should the server die in it, the claim falls away and the start is done again, which the
 * engine does once.
 */
final class Starter extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  // few, so that an end which comes at once does not wait long for its row
  private static final int BATCH = 8;
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** When an engine failed, the same order may be sent again: after so long, until it is so old. */
  private static final Duration REST = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Engines engines;
  private final Orders orders;
  private final Nodes nodes;
  private final Settler settler;
  private final Milestones milestones;
  private final Clock clock;
  private final Map<AttemptId, Instant> resting = new HashMap<>();

  Starter(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Engines engines,
      Orders orders,
      Nodes nodes,
      Settler settler,
      Milestones milestones,
      Clock clock) {
    super("starter", Duration.ofSeconds(1));
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.engines = engines;
    this.orders = orders;
    this.nodes = nodes;
    this.settler = settler;
    this.milestones = milestones;
    this.clock = clock;
  }

  @Override
  protected void tick() {
    while (access.system(this::claimAndStart) == BATCH) {
      // there may be more
    }
  }

  private int claimAndStart() {
    resting.values().removeIf(until -> !until.isAfter(clock.instant()));
    List<Attempt> claimed =
        attempts.claim(engines.names(), alive(), List.copyOf(resting.keySet()), BATCH);
    long since = System.nanoTime();
    if (claimed.isEmpty()) {
      return 0;
    }
    milestones.reached(Milestones.Milestone.DECIDED);
    Map<JobId, Job> byId =
        jobs.byIds(claimed.stream().map(Attempt::job).collect(Collectors.toSet())).stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
    List<AttemptId> told = new ArrayList<>();
    for (Attempt attempt : claimed) {
      if (System.nanoTime() - since > FRESH.toNanos()) {
        // who stood still may have lost the claim to another; what is told even so, the reconciler
        // ends
        attempts.requireStillClaimed();
      }
      if (tell(Objects.requireNonNull(byId.get(attempt.job())), attempt)) {
        told.add(attempt.id());
      }
    }
    attempts.started(told);
    return claimed.size();
  }

  /** The engines that a server has seen a node of lately. */
  private Set<String> alive() {
    return nodes.all().stream()
        .filter(node -> node.state() != NodeState.DOWN)
        .map(FleetNode::engine)
        .collect(Collectors.toSet());
  }

  /** Whether the engine knows of it now, or never will. */
  private boolean tell(Job job, Attempt attempt) {
    try {
      StartOrder order = orders.order(job, attempt);
      if (!submit(order, attempt)) {
        return false;
      }
      milestones.reached(Milestones.Milestone.TOLD);
    } catch (EngineException | ProblemException | IllegalStateException e) {
      LOG.warn("Attempt {} of job {} can't be started.", attempt.id(), job.id(), e);
      settler.accept(neverStarted(attempt, Cause.START_FAILED, String.valueOf(e.getMessage())));
    }
    return true;
  }

  /** An engine that fails is given time; whether it took the order in spite of that, it knows. */
  private boolean submit(StartOrder order, Attempt attempt) {
    try {
      engines.byName(attempt.engine()).submit(order);
      return true;
    } catch (EngineException e) {
      Instant now = clock.instant();
      Instant decided = Ids.madeAt(attempt.id().value());
      if (e.blame() != Blame.PLATFORM || now.isAfter(decided.plus(PATIENCE))) {
        throw e;
      }
      LOG.warn("Attempt {} is told to {} again soon.", attempt.id(), attempt.engine(), e);
      resting.put(attempt.id(), now.plus(REST));
      return false;
    }
  }

  private Observation neverStarted(Attempt attempt, Cause cause, String detail) {
    return new Observation(
        attempt.id().value(),
        Phase.ENDED,
        null,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        null,
        cause,
        detail);
  }
}
