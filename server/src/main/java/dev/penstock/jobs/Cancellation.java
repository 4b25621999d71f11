package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.datasets.Datasets;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.EngineException;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops jobs on request, wherever they are in their lives. */
final class Cancellation {
  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Queues queues;
  private final Funds funds;
  private final Datasets datasets;
  private final Models models;
  private final Engines engines;
  private final Dependencies dependencies;
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
      Dependencies dependencies,
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
    this.dependencies = dependencies;
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
      stop(attempt);
    }
  }

  private void stop(Attempt attempt) {
    try {
      engines
          .byName(attempt.engine())
          .stop(attempt.id().value(), Cause.CANCELLED, HoldPolicy.GRACE);
    } catch (EngineException away) {
      // the request is written, and the reconciler repeats it until the engine answers
      LOG.warn("Attempt {} can't be stopped now.", attempt.id(), away);
    }
  }

  private List<Attempt> locked(OrgId org, JobId id, String reason) {
    List<Job> found = jobs.lockWithArray(org, id);
    Job job =
        found.stream()
            .filter(it -> it.id().equals(id))
            .findAny()
            .orElseThrow(() -> Problems.notFound("job", id.toString()));
    if (job.state().isTerminal()) {
      throw Problems.conflict(
          "state", job.state().name(), "the job has ended already", "nothing is left to cancel");
    }
    if (job.isArray()) {
      return array(job, reason);
    }
    List<Attempt> running = takeBack(List.of(id));
    if (!running.isEmpty()) {
      if (job.state() != JobState.STOPPING) {
        change(List.of(job.stopping(reason)));
      }
    } else if (job.taskOf() == null) {
      queues.remove(org, id);
      unuse(id);
      change(List.of(job.cancelled(reason, now())));
    } else {
      change(task(found.getFirst(), job.cancelled(reason, now()), job.taskOf()));
    }
    return running;
  }

  /** A task that is placed no more; its array ends with it where it was the last. */
  private List<Job> task(Job array, Job cancelled, Job.TaskOf of) {
    queues.removeTask(array.id(), of.index());
    Job counted = array.counting(array.taskEnds().plus(JobState.CANCELLED, 1));
    if (counted.taskEnds().total() == array.taskCount()) {
      unuse(array.id());
      counted = counted.tasksEnded(Outcome.ofTasks(counted), now());
    }
    return List.of(counted, cancelled);
  }

  private List<Attempt> array(Job array, String reason) {
    queues.remove(array.org(), array.id());
    List<Job> open = jobs.lockOpenTasks(array.id());
    List<Attempt> running = takeBack(open.stream().map(Job::id).toList());
    Set<JobId> stopping = running.stream().map(Attempt::job).collect(Collectors.toSet());
    List<Job> changed = new ArrayList<>();
    for (Job task : open) {
      if (!stopping.contains(task.id())) {
        changed.add(task.cancelled(reason, now()));
      } else if (task.state() != JobState.STOPPING) {
        changed.add(task.stopping(reason));
      }
    }
    if (stopping.isEmpty()) {
      unuse(array.id());
      changed.add(array.cancelled(reason, now()));
    } else {
      int gone = array.taskCount() - array.taskEnds().total() - stopping.size();
      Job counted = array.counting(array.taskEnds().plus(JobState.CANCELLED, gone));
      changed.add(counted.state() == JobState.STOPPING ? counted : counted.stopping(reason));
    }
    change(changed);
    return running;
  }

  /** The attempts that run; those that have not begun never will. */
  private List<Attempt> takeBack(List<JobId> ids) {
    List<Attempt> running = new ArrayList<>();
    for (Attempt attempt : attempts.lockOpenOf(ids)) {
      if (attempt.state() == AttemptState.TO_START) {
        takeBack(attempt);
      } else {
        running.add(attempt);
      }
    }
    return running;
  }

  private void unuse(JobId id) {
    datasets.unuse(id);
    models.unuse(id);
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

  private void change(List<Job> changed) {
    jobs.update(changed);
    changes.afterCommit(changed);
    dependencies.settle(changed);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
