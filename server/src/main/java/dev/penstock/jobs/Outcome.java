package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's end means for its job.
 *
 * @param state final, or queued when it is tried again
 * @param cause why the attempt ended
 * @param blame whose fault it was; null where nothing failed
 * @param detail a sentence for the user
 */
record Outcome(JobState state, String cause, @Nullable Blame blame, String detail) {
  /** How often a job is started again after a loss through the platform. */
  static final int MOST_LOSSES = 3;

  /** The outputs could not be kept: the store was full, or they are not what was declared. */
  static final String OUTPUTS_NOT_KEPT = "OUTPUTS_NOT_KEPT";

  /** Tasks of the array did not end well; each says why. */
  static final String TASKS = "TASKS";

  /**
   * Judges an end.
   *
   * @param job the job before the end
   * @param cause the engine's cause
   * @param detail the engine's words
   * @param kept what happened to the outputs
   */
  static Outcome of(Job job, Cause cause, String detail, Kept kept) {
    Blame blame = blame(cause);
    if (cause == Cause.COMPLETED) {
      return kept.failure() == null
          ? new Outcome(JobState.SUCCEEDED, cause.name(), null, detail)
          : new Outcome(JobState.FAILED, OUTPUTS_NOT_KEPT, kept.blame(), kept.failure());
    }
    if (job.state() == JobState.STOPPING && cause != Cause.FUNDS) {
      String reason = job.stopReason() == null ? detail : job.stopReason();
      return new Outcome(JobState.CANCELLED, cause.name(), Blame.USER, reason);
    }
    boolean again =
        switch (cause) {
          case LOST, DRAIN, START_FAILED, CARD_FAULT, NODE_FAULT -> job.losses() < MOST_LOSSES;
          case PREEMPTED -> true;
          case FAILED -> job.failures() < retries(job);
          case COMPLETED, CANCELLED, WALL_TIME, MEMORY_LIMIT, PROCESS_LIMIT, LOG_LIMIT, FUNDS ->
              false;
        };
    JobState state =
        again ? JobState.QUEUED : cause == Cause.CANCELLED ? JobState.CANCELLED : JobState.FAILED;
    return new Outcome(state, cause.name(), blame, (detail + advice(cause)).strip());
  }

  /** Of an array, all whose tasks have ended. */
  static Outcome ofTasks(Job array) {
    Job.TaskEnds ends = array.taskEnds();
    String counts =
        "of %d tasks %d ended well, %d failed and %d were cancelled"
            .formatted(array.taskCount(), ends.succeeded(), ends.failed(), ends.cancelled());
    if (ends.succeeded() == array.taskCount()) {
      return new Outcome(JobState.SUCCEEDED, Cause.COMPLETED.name(), null, counts);
    }
    if (array.state() == JobState.STOPPING) {
      return new Outcome(
          JobState.CANCELLED,
          Cause.CANCELLED.name(),
          Blame.USER,
          array.stopReason() + ": " + counts);
    }
    return new Outcome(JobState.FAILED, TASKS, null, counts);
  }

  /** What the engine can't know: which field of the specification, or whose action, helps. */
  private static String advice(Cause cause) {
    return switch (cause) {
      case WALL_TIME -> " Give the job a longer wallTime.";
      case FUNDS ->
          " The balance did not cover more time. Top the account up, and submit it again.";
      default -> "";
    };
  }

  static @Nullable Blame blame(Cause cause) {
    return switch (cause) {
      case COMPLETED -> null;
      case FAILED, CANCELLED, WALL_TIME, MEMORY_LIMIT, PROCESS_LIMIT, LOG_LIMIT, FUNDS ->
          Blame.USER;
      case DRAIN, START_FAILED, LOST, CARD_FAULT, NODE_FAULT, PREEMPTED -> Blame.PLATFORM;
    };
  }

  private static int retries(Job job) {
    return job.spec().retries() == null ? 0 : job.spec().retries();
  }

  /**
   * What became of the outputs.
   *
   * @param outputs those that are kept
   * @param failure why not all are; null where they are
   * @param blame whose fault that is
   */
  record Kept(java.util.List<Job.Output> outputs, @Nullable String failure, @Nullable Blame blame) {
    static final Kept NONE = new Kept(java.util.List.of(), null, null);
  }
}
