package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.datasets.Datasets;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.fleet.Engines;
import dev.penstock.models.Models;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Stops jobs on request, wherever they are in their lives. */
final class Cancellation {
  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Queues queues;
  private final Funds funds;
  private final Datasets datasets;
  private final Models models;
  private final Engines engines;
  private final Changes changes;
  private final Clock clock;

  Cancellation(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Queues queues,
      Funds funds,
      Datasets datasets,
      Models models,
      Engines engines,
      Changes changes,
      Clock clock) {
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.queues = queues;
    this.funds = funds;
    this.datasets = datasets;
    this.models = models;
    this.engines = engines;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Stops a job.
   *
   * @throws dev.penstock.shared.ProblemException not found; a conflict when it has ended
   */
  void cancel(OrgId org, JobId id, String reason) {
    List<Attempt> running = access.system(() -> locked(org, id, reason));
    // told once the request is written, so that an end which comes at once is known to be asked for
    for (Attempt attempt : running) {
      engines
          .byName(attempt.engine())
          .stop(attempt.id().value(), Cause.CANCELLED, HoldPolicy.GRACE);
    }
  }

  private List<Attempt> locked(OrgId org, JobId id, String reason) {
    Job job = jobs.lock(org, id).orElseThrow(() -> Problems.notFound("job", id.toString()));
    if (job.state().isTerminal()) {
      throw Problems.conflict(
          "state", job.state().name(), "the job has ended already", "nothing is left to cancel");
    }
    List<Attempt> running = new ArrayList<>();
    for (Attempt attempt : attempts.lockOpenOf(id)) {
      if (attempt.state() == AttemptState.TO_START) {
        takeBack(attempt);
      } else {
        running.add(attempt);
      }
    }
    if (running.isEmpty()) {
      queues.remove(org, id);
      datasets.unuse(id);
      models.unuse(id);
      change(job.cancelled(reason, now()));
    } else if (job.state() != JobState.STOPPING) {
      change(job.stopping(reason));
    }
    return running;
  }

  /** No engine knows of it yet, and none will. */
  private void takeBack(Attempt attempt) {
    Outcome outcome =
        new Outcome(JobState.CANCELLED, Cause.CANCELLED.name(), Blame.USER, "it never started");
    Observation end =
        new Observation(attempt.id().value(), Phase.ENDED, null, now(), null, Cause.CANCELLED, "");
    attempts.update(List.of(attempt.ended(end, outcome, null)));
    funds.release(attempt.org(), attempt.id().value());
    queues.free(List.of(attempt.id()));
  }

  private void change(Job job) {
    jobs.update(List.of(job));
    changes.afterCommit(List.of(job));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
