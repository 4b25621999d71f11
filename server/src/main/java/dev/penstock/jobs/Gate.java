package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.billing.HoldRequest;
import dev.penstock.engines.Cause;
import dev.penstock.fleet.Nodes;
import dev.penstock.queues.Placed;
import dev.penstock.queues.PlacementGate;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Agrees to placements: takes a hold for each, and writes the attempt that is to be started. */
final class Gate implements PlacementGate {
  /** A word that the message files know as {@code wait.refused.no-funds}. */
  static final String NO_FUNDS = "no-funds";

  private final Stops stops;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Funds funds;
  private final HoldPolicy holds;
  private final Nodes nodes;
  private final Changes changes;
  private final Starter starter;
  private final Milestones milestones;
  private final Clock clock;

  Gate(
      Stops stops,
      JobTable jobs,
      AttemptTable attempts,
      Funds funds,
      HoldPolicy holds,
      Nodes nodes,
      Changes changes,
      Starter starter,
      Milestones milestones,
      Clock clock) {
    this.stops = stops;
    this.jobs = jobs;
    this.attempts = attempts;
    this.funds = funds;
    this.holds = holds;
    this.nodes = nodes;
    this.changes = changes;
    this.starter = starter;
    this.milestones = milestones;
    this.clock = clock;
  }

  @Override
  public Map<JobId, String> admit(List<Placed> placed) {
    Map<JobId, Job> locked =
        jobs
            .lockAll(
                placed.stream().flatMap(it -> Stream.of(it.entry(), it.job())).distinct().toList())
            .stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
    Map<JobId, String> refused = new HashMap<>();
    Map<JobId, Job> waiting = new HashMap<>();
    List<HoldRequest> requests = new ArrayList<>();
    for (Placed one : placed) {
      Job job = waiting(one, locked);
      if (job == null) {
        refused.put(one.job(), "it no longer waits");
      } else {
        waiting.put(job.id(), job);
        requests.add(new HoldRequest(job.org(), one.attempt().value(), hold(job, one)));
      }
    }
    Set<UUID> funded = funds.hold(requests);
    List<Placed> admitted = new ArrayList<>();
    for (Placed one : placed) {
      if (funded.contains(one.attempt().value())) {
        admitted.add(one);
      } else {
        refused.putIfAbsent(one.job(), NO_FUNDS);
      }
    }
    write(admitted, waiting, locked);
    return refused;
  }

  /** What the placement is for, where it still waits; a task that never had a place is made now. */
  private static @Nullable Job waiting(Placed one, Map<JobId, Job> locked) {
    Job job = locked.get(one.job());
    if (one.task() != null) {
      Job array = locked.get(one.entry());
      if (array == null
          || (array.state() != JobState.QUEUED && array.state() != JobState.RUNNING)) {
        return null;
      }
      job = job == null ? array.task(one.task()) : job;
    }
    return job == null || job.state() != JobState.QUEUED ? null : job;
  }

  private Money hold(Job job, Placed one) {
    return holds.first(job, one.slots().size());
  }

  private void write(List<Placed> admitted, Map<JobId, Job> waiting, Map<JobId, Job> locked) {
    if (admitted.isEmpty()) {
      return;
    }
    List<Attempt> fresh = new ArrayList<>();
    List<Job> tasks = new ArrayList<>();
    Map<JobId, Job> starting = new LinkedHashMap<>();
    for (Placed one : admitted) {
      Job job = Objects.requireNonNull(waiting.get(one.job()));
      String engine = Objects.requireNonNull(nodes.find(one.slots().getFirst().node())).engine();
      fresh.add(Attempt.toStart(job, one, engine, hold(job, one)));
      if (locked.containsKey(job.id())) {
        starting.put(job.id(), job.starting());
      } else {
        tasks.add(job.starting());
      }
      Job array = one.task() == null ? null : locked.get(one.entry());
      if (array != null && array.state() == JobState.QUEUED) {
        starting.put(array.id(), array.starting().running(now()));
      }
    }
    if (!tasks.isEmpty()) {
      jobs.insertTasks(tasks);
    }
    attempts.insert(fresh, admitted.getFirst().generation());
    jobs.update(List.copyOf(starting.values()));
    changes.afterCommit(Stream.concat(starting.values().stream(), tasks.stream()).toList());
    milestones.reached(Milestones.Milestone.HELD);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void preempt(List<JobId> stopped) {
    stops.afterCommit(attempts.openOf(stopped), Cause.PREEMPTED);
  }

  @Override
  public void placed() {
    starter.wake();
  }
}
