package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.datasets.Datasets;
import dev.penstock.engines.Observation;
import dev.penstock.metering.Usage;
import dev.penstock.metering.UsageRecord;
import dev.penstock.models.Models;
import dev.penstock.queues.Queues;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes starts and ends: attempts, jobs, usage and places in one transaction. Jobs are locked
 * before attempts, as everywhere.
 */
final class Settlement {
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Queues queues;
  private final Usage usage;
  private final Funds funds;
  private final Datasets datasets;
  private final Models models;
  private final ModelOutputs modelOutputs;
  private final AttemptUsage attemptUsage;
  private final FaultEnds faults;
  private final JobFolders folders;
  private final Dependencies dependencies;
  private final Changes changes;

  Settlement(
      JobTable jobs,
      AttemptTable attempts,
      Queues queues,
      Usage usage,
      Funds funds,
      Datasets datasets,
      Models models,
      ModelOutputs modelOutputs,
      AttemptUsage attemptUsage,
      FaultEnds faults,
      JobFolders folders,
      Dependencies dependencies,
      Changes changes) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.queues = queues;
    this.usage = usage;
    this.funds = funds;
    this.datasets = datasets;
    this.models = models;
    this.modelOutputs = modelOutputs;
    this.attemptUsage = attemptUsage;
    this.faults = faults;
    this.folders = folders;
    this.dependencies = dependencies;
    this.changes = changes;
  }

  /** What one transaction changes. */
  private static final class Batch {
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final Map<AttemptId, Attempt> attempts = new LinkedHashMap<>();
    private final List<Attempt> changedAttempts = new ArrayList<>();
    private final Map<JobId, Job> changedJobs = new LinkedHashMap<>();
    private final List<UsageRecord> usage = new ArrayList<>();

    private void change(Job job) {
      jobs.put(job.id(), job);
      changedJobs.put(job.id(), job);
    }

    private void change(Attempt attempt) {
      attempts.put(attempt.id(), attempt);
      changedAttempts.add(attempt);
    }
  }

  /**
   * Settles starts and ends within the open transaction.
   *
   * @return the attempts that ended, now or before
   */
  List<AttemptId> settle(List<Observation> running, List<Settler.Ending> endings) {
    Batch batch = lock(running, endings);
    running.forEach(observation -> start(batch, observation));
    endings.forEach(ending -> end(batch, ending));
    List<AttemptId> ended =
        batch.changedAttempts.stream()
            .filter(it -> it.state() == AttemptState.ENDED)
            .map(Attempt::id)
            .toList();
    attempts.update(batch.changedAttempts);
    List<Job> changed = List.copyOf(batch.changedJobs.values());
    jobs.update(changed);
    usage.accept(batch.usage);
    if (!ended.isEmpty()) {
      queues.free(ended);
    }
    changes.afterCommit(changed);
    dependencies.settle(changed);
    return endings.stream().map(Settler.Ending::attempt).toList();
  }

  private Batch lock(List<Observation> running, List<Settler.Ending> endings) {
    TreeSet<AttemptId> ids =
        Stream.concat(
                running.stream().map(it -> new AttemptId(it.attempt())),
                endings.stream().map(Settler.Ending::attempt))
            .collect(
                Collectors.toCollection(
                    () -> new TreeSet<>(java.util.Comparator.comparing(AttemptId::value))));
    Batch batch = new Batch();
    jobs.lockAll(attempts.jobsOf(ids)).forEach(job -> batch.jobs.put(job.id(), job));
    batch.attempts.putAll(
        attempts.lockAll(ids).stream().collect(Collectors.toMap(Attempt::id, Function.identity())));
    return batch;
  }

  private void start(Batch batch, Observation observation) {
    Attempt attempt = batch.attempts.get(new AttemptId(observation.attempt()));
    if (attempt == null
        || attempt.state() == AttemptState.RUNNING
        || attempt.state() == AttemptState.ENDED) {
      return;
    }
    Job job = Objects.requireNonNull(batch.jobs.get(attempt.job()));
    Instant startedAt = Objects.requireNonNull(observation.startedAt());
    batch.change(
        attempt.running(startedAt, startedAt.plus(HoldPolicy.horizon(job.spec().wallTime()))));
    if (job.state() == JobState.STARTING) {
      batch.change(job.running(startedAt));
    }
  }

  private void end(Batch batch, Settler.Ending ending) {
    Observation end = ending.observation();
    Attempt attempt = batch.attempts.get(ending.attempt());
    if (attempt == null || attempt.state() == AttemptState.ENDED) {
      return;
    }
    Job job = Objects.requireNonNull(batch.jobs.get(attempt.job()));
    FaultEnds.Why why = faults.why(attempt, end);
    Outcome outcome = Outcome.of(job, why.cause(), why.detail(), ending.kept());
    @Nullable Instant checkpoint =
        end.startedAt() == null || job.isService()
            ? null
            : folders.lastCheckpoint(job.id()).orElse(null);
    Attempt ended = attempt.ended(end, outcome, checkpoint);
    batch.change(ended);
    if (ended.startedAt() == null) {
      funds.release(job.org(), attempt.id().value());
    } else {
      UUID incident = why.fault() == null ? null : why.fault().incident();
      batch.usage.addAll(attemptUsage.atEnd(job, ended, incident));
    }
    faults.keep(job, ended, why);
    Job array = job.taskOf() == null ? null : batch.jobs.get(job.taskOf().array());
    Job followed = follow(job, array, ended, outcome, ending.kept());
    batch.change(followed);
    if (array != null && followed.state().isTerminal()) {
      batch.change(counted(array, ended, followed.state()));
    }
  }

  /** An array ends with its last task. */
  private Job counted(Job array, Attempt last, JobState end) {
    Job counted = array.counting(array.taskEnds().plus(end, 1));
    if (counted.taskEnds().total() < array.taskCount()) {
      return counted;
    }
    unuse(array);
    return counted.tasksEnded(Outcome.ofTasks(counted), Objects.requireNonNull(last.endedAt()));
  }

  private Job follow(
      Job job, @Nullable Job array, Attempt attempt, Outcome outcome, Outcome.Kept kept) {
    if (outcome.state() == JobState.QUEUED) {
      queues.enqueue(
          array == null || job.taskOf() == null
              ? Jobs.again(job)
              : Jobs.again(array, job.taskOf()));
      return job.again(outcome);
    }
    List<Job.Output> outputs =
        outcome.state() == JobState.SUCCEEDED
            ? modelOutputs.register(job, attempt, kept.outputs())
            : kept.outputs();
    if (array == null) {
      unuse(job);
    }
    return job.ended(attempt, outcome, outputs);
  }

  private void unuse(Job job) {
    if (!job.resolved().inputs().isEmpty()) {
      datasets.unuse(job.id());
      models.unuse(job.id());
    }
  }
}
