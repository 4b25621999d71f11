package dev.penstock.jobs;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.fleet.EngineHealth;
import dev.penstock.fleet.Engines;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.IncidentChanged;
import dev.penstock.fleet.IncidentKind;
import dev.penstock.fleet.Incidents;
import dev.penstock.fleet.NodeState;
import dev.penstock.fleet.Nodes;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;

/**
 * Stops what runs where a fault is, and what still runs on a drained node after its time and can go
 * on elsewhere. Every process is asked to end and has its grace, in which it can write a
 * checkpoint. Each server does so for the engines that it reaches; of one that does not answer
 * nothing is stopped until it does.
 */
class FaultWatch extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(FaultWatch.class);

  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Stops stops;
  private final Engines engines;
  private final EngineHealth health;
  private final Incidents incidents;
  private final Nodes nodes;
  private final JobFolders folders;
  private final Clock clock;

  FaultWatch(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Stops stops,
      Engines engines,
      EngineHealth health,
      Incidents incidents,
      Nodes nodes,
      JobFolders folders,
      Clock clock) {
    super("faults", Duration.ofSeconds(5));
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.stops = stops;
    this.engines = engines;
    this.health = health;
    this.incidents = incidents;
    this.nodes = nodes;
    this.folders = folders;
    this.clock = clock;
  }

  @EventListener
  void on(IncidentChanged changed) {
    wake();
  }

  /** Where nothing goes on. */
  private record Trouble(Map<String, Set<Integer>> cards, Set<String> lost, Set<String> drained) {
    boolean isNone() {
      return cards.isEmpty() && lost.isEmpty() && drained.isEmpty();
    }
  }

  @Override
  protected void tick() {
    Trouble trouble = trouble();
    if (trouble.isNone()) {
      return;
    }
    // what ends where it is stopped must not start there again
    nodes.reload();
    List<Attempt> open = access.system(attempts::open);
    Map<JobId, Job> theirs =
        access
            .system(() -> jobs.byIds(open.stream().map(Attempt::job).distinct().toList()))
            .stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
    Map<Cause, List<Attempt>> doomed = new EnumMap<>(Cause.class);
    for (Attempt attempt : open) {
      if (!engines.find(attempt.engine()).map(Engine::keepsNodes).orElse(true)) {
        continue;
      }
      Cause cause = cause(attempt, theirs.get(attempt.job()), trouble);
      if (cause != null && health.answers(attempt.engine())) {
        doomed.computeIfAbsent(cause, key -> new ArrayList<>()).add(attempt);
      }
    }
    doomed.forEach(this::stop);
  }

  private Trouble trouble() {
    Instant now = clock.instant();
    Map<String, Set<Integer>> cards = new HashMap<>();
    Set<String> lost = new HashSet<>();
    for (Incidents.Fault fault : incidents.open()) {
      if (!fault.stops() || !fault.isThere() || fault.node() == null) {
        continue;
      }
      if (fault.kind() == IncidentKind.CARD) {
        cards.computeIfAbsent(fault.node(), node -> new HashSet<>()).add(fault.card());
      } else {
        lost.add(fault.node());
      }
    }
    Set<String> drained =
        nodes.all().stream()
            .filter(it -> it.state() == NodeState.DRAINING)
            .filter(it -> it.drainUntil() != null && !it.drainUntil().isAfter(now))
            .map(FleetNode::name)
            .collect(Collectors.toSet());
    return new Trouble(cards, lost, drained);
  }

  private @Nullable Cause cause(Attempt attempt, @Nullable Job job, Trouble trouble) {
    if (attempt.slots().stream().anyMatch(it -> trouble.lost.contains(it.node()))) {
      return Cause.NODE_FAULT;
    }
    if (attempt.slots().stream()
        .anyMatch(
            it ->
                it.cards().stream()
                    .anyMatch(trouble.cards.getOrDefault(it.node(), Set.of())::contains))) {
      return Cause.CARD_FAULT;
    }
    boolean drained = attempt.slots().stream().anyMatch(it -> trouble.drained.contains(it.node()));
    return drained && job != null && mayMove(job) ? Cause.DRAIN : null;
  }

  /** What would lose all that it did stays where it is. */
  private boolean mayMove(Job job) {
    return Boolean.TRUE.equals(job.spec().preemptible())
        || (!job.isService() && folders.lastCheckpoint(job.id()).isPresent());
  }

  private void stop(Cause cause, List<Attempt> doomed) {
    access
        .system(() -> stops.anewAfterCommit(doomed, cause))
        .forEach(it -> LOG.info("Attempt {} of job {} is stopped: {}.", it.id(), it.job(), cause));
  }
}
