package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.billing.HoldRequest;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.Nodes;
import dev.penstock.queues.Placed;
import dev.penstock.queues.PlacementGate;
import dev.penstock.shared.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Agrees to placements: takes a hold for each, and writes the attempt that is to be started. */
final class Gate implements PlacementGate {
  /** A word that the message files know as {@code wait.refused.no-funds}. */
  static final String NO_FUNDS = "no-funds";

  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Funds funds;
  private final HoldPolicy holds;
  private final Nodes nodes;
  private final Changes changes;
  private final Starter starter;
  private final Milestones milestones;

  Gate(
      JobTable jobs,
      AttemptTable attempts,
      Funds funds,
      HoldPolicy holds,
      Nodes nodes,
      Changes changes,
      Starter starter,
      Milestones milestones) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.funds = funds;
    this.holds = holds;
    this.nodes = nodes;
    this.changes = changes;
    this.starter = starter;
    this.milestones = milestones;
  }

  @Override
  public Map<JobId, String> admit(List<Placed> placed) {
    Map<JobId, Job> waiting =
        jobs.lockAll(placed.stream().map(Placed::job).toList()).stream()
            .filter(job -> job.state() == JobState.QUEUED)
            .collect(Collectors.toMap(Job::id, Function.identity()));
    Map<JobId, String> refused = new HashMap<>();
    List<HoldRequest> requests = new ArrayList<>();
    for (Placed one : placed) {
      Job job = waiting.get(one.job());
      if (job == null) {
        refused.put(one.job(), "it no longer waits");
      } else {
        requests.add(new HoldRequest(job.org(), one.attempt().value(), holds.first(job)));
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
    write(admitted, waiting);
    return refused;
  }

  private void write(List<Placed> admitted, Map<JobId, Job> waiting) {
    if (admitted.isEmpty()) {
      return;
    }
    Map<String, String> engines =
        nodes.all().stream().collect(Collectors.toMap(FleetNode::name, FleetNode::engine));
    List<Attempt> fresh = new ArrayList<>();
    List<Job> starting = new ArrayList<>();
    for (Placed one : admitted) {
      Job job = Objects.requireNonNull(waiting.get(one.job()));
      String engine = Objects.requireNonNull(engines.get(one.slots().getFirst().node()));
      fresh.add(Attempt.toStart(job, one, engine, holds.first(job)));
      starting.add(job.starting());
    }
    attempts.insert(fresh, admitted.getFirst().generation());
    jobs.update(starting);
    changes.afterCommit(starting);
    milestones.reached(Milestones.Milestone.HELD);
  }

  @Override
  public void placed() {
    starter.wake();
  }
}
