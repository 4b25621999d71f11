package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is kept.
 *
 * @param taskOf the array that it is a task of; null for a single job, and for an array itself
 * @param taskEnds of an array, how its tasks ended that have
 * @param awaited whether others were submitted that start after it
 */
record Job(
    JobId id,
    OrgId org,
    ProjectId project,
    JobState state,
    JobSpec spec,
    Resolved resolved,
    Money dearest,
    PersonId submittedBy,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int failures,
    int losses,
    @Nullable String stopReason,
    @Nullable String cause,
    @Nullable Blame blame,
    @Nullable String detail,
    List<Output> outputs,
    @Nullable TaskOf taskOf,
    TaskEnds taskEnds,
    boolean awaited) {

  /**
   * What a task is of.
   *
   * @param index from 0
   */
  record TaskOf(JobId array, int index) {}

  /** How many tasks of an array have ended, and how. */
  record TaskEnds(int succeeded, int failed, int cancelled) {
    static final TaskEnds NONE = new TaskEnds(0, 0, 0);

    int total() {
      return succeeded + failed + cancelled;
    }

    TaskEnds plus(JobState end, int tasks) {
      return switch (end) {
        case SUCCEEDED -> new TaskEnds(succeeded + tasks, failed, cancelled);
        case FAILED -> new TaskEnds(succeeded, failed + tasks, cancelled);
        case CANCELLED -> new TaskEnds(succeeded, failed, cancelled + tasks);
        case QUEUED, STARTING, RUNNING, STOPPING -> this;
      };
    }
  }

  /**
   * An output that was kept.
   *
   * @param name the output's name
   * @param tree the content's hash
   * @param bytes its size
   * @param files how many files it has
   * @param model the model's name, where it became a version of one
   * @param modelId the model's id, likewise
   * @param modelVersion the version, likewise
   */
  record Output(
      String name,
      String tree,
      long bytes,
      int files,
      @Nullable String model,
      @Nullable UUID modelId,
      @Nullable Integer modelVersion) {}

  int nodes() {
    return Objects.requireNonNull(spec.nodes());
  }

  /** Whether it stands for all its tasks. */
  boolean isArray() {
    return spec.array() != null && taskOf == null;
  }

  /** What stands in the queue for it. */
  JobId entry() {
    return taskOf == null ? id : taskOf.array();
  }

  /** Whether it waits, or tasks of it do. */
  boolean mayWait() {
    return state == JobState.QUEUED || (isArray() && state == JobState.RUNNING);
  }

  /** How many tasks an array has; 1 of any other. */
  int taskCount() {
    return isArray() ? Objects.requireNonNull(spec.array()).count() : 1;
  }

  /** An array's task, which has never had a place. */
  Job task(int index) {
    return new Job(
        id.task(index),
        org,
        project,
        JobState.QUEUED,
        spec,
        resolved,
        dearest,
        submittedBy,
        submittedAt,
        null,
        null,
        0,
        0,
        null,
        null,
        null,
        null,
        List.of(),
        new TaskOf(id, index),
        TaskEnds.NONE,
        false);
  }

  /** Of an array: so many tasks more have ended. */
  Job counting(TaskEnds ends) {
    return new Job(
        id,
        org,
        project,
        state,
        spec,
        resolved,
        dearest,
        submittedBy,
        submittedAt,
        startedAt,
        endedAt,
        failures,
        losses,
        stopReason,
        cause,
        blame,
        detail,
        outputs,
        taskOf,
        ends,
        awaited);
  }

  /** Of an array: its last task has ended. */
  Job tasksEnded(Outcome outcome, Instant at) {
    return copy(
        state.to(outcome.state()), startedAt, at, failures, losses, stopReason, outcome, outputs);
  }

  boolean isService() {
    return spec.kind() != null && spec.kind().isService();
  }

  @Nullable Duration wallTime() {
    return spec.wallTime() == null ? null : spec.wallTime().duration();
  }

  /** Its place is found. */
  Job starting() {
    return copy(
        state.to(JobState.STARTING), startedAt, null, failures, losses, stopReason, null, outputs);
  }

  /** Its program runs. */
  Job running(Instant at) {
    return copy(
        state.to(JobState.RUNNING),
        startedAt == null ? at : startedAt,
        null,
        failures,
        losses,
        stopReason,
        null,
        outputs);
  }

  /** Is asked to end. */
  Job stopping(String reason) {
    return copy(
        state.to(JobState.STOPPING), startedAt, null, failures, losses, reason, null, outputs);
  }

  private int unended() {
    return isArray() ? taskCount() - taskEnds.total() : 0;
  }

  /** Ends without ever having started; with all that has not ended of an array. */
  Job cancelled(String reason, Instant at) {
    Outcome outcome =
        new Outcome(state.to(JobState.CANCELLED), Cause.CANCELLED.name(), Blame.USER, reason);
    Job counted = counting(taskEnds.plus(JobState.CANCELLED, unended()));
    return counted.copy(outcome.state(), startedAt, at, failures, losses, reason, outcome, outputs);
  }

  /** Waits again, after an attempt that came to nothing. */
  Job again(Outcome outcome) {
    boolean preempted = outcome.cause().equals(Cause.PREEMPTED.name());
    boolean lost = outcome.blame() == Blame.PLATFORM && !preempted;
    boolean failed = outcome.blame() != Blame.PLATFORM;
    return copy(
        state.to(JobState.QUEUED),
        startedAt,
        null,
        failures + (failed ? 1 : 0),
        losses + (lost ? 1 : 0),
        null,
        null,
        outputs);
  }

  /** Ends for good. */
  Job ended(Attempt attempt, Outcome outcome, List<Output> outputs) {
    return copy(
        state.to(outcome.state()),
        startedAt == null ? attempt.startedAt() : startedAt,
        attempt.endedAt(),
        failures,
        losses,
        stopReason,
        outcome,
        outputs);
  }

  private Job copy(
      JobState nextState,
      @Nullable Instant nextStartedAt,
      @Nullable Instant nextEndedAt,
      int nextFailures,
      int nextLosses,
      @Nullable String nextStopReason,
      @Nullable Outcome outcome,
      List<Output> nextOutputs) {
    return new Job(
        id,
        org,
        project,
        nextState,
        spec,
        resolved,
        dearest,
        submittedBy,
        submittedAt,
        nextStartedAt,
        nextEndedAt,
        nextFailures,
        nextLosses,
        nextStopReason,
        outcome == null ? null : outcome.cause(),
        outcome == null ? null : outcome.blame(),
        outcome == null ? null : outcome.detail(),
        nextOutputs,
        taskOf,
        taskEnds,
        awaited);
  }
}
