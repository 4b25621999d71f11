package dev.penstock.notebooks;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notebook as it stands in the database.
 *
 * @param runtime the runtime's name
 * @param idle how long nothing may happen until it is stopped
 * @param job the job of its last start; null before the first
 * @param reason why it is in its state, where there is more to say
 * @param lastActiveAt when something last happened; null unless it is ready
 * @param warned whether its owner was told of the coming stop
 * @param startedAt when it was last asked to start
 */
record Notebook(
    NotebookId id,
    OrgId org,
    ProjectId project,
    String name,
    String flavour,
    String runtime,
    Duration idle,
    NotebookState state,
    @Nullable JobId job,
    @Nullable String reason,
    @Nullable Instant lastActiveAt,
    boolean warned,
    Instant createdAt,
    @Nullable Instant startedAt) {

  /** A new notebook that has never run. */
  static Notebook fresh(
      OrgId org,
      ProjectId project,
      String name,
      String flavour,
      String runtime,
      Duration idle,
      Instant now) {
    return new Notebook(
        NotebookId.next(),
        org,
        project,
        name,
        flavour,
        runtime,
        idle,
        NotebookState.STOPPED,
        null,
        null,
        null,
        false,
        now,
        null);
  }

  /** Is asked to start, as this job. */
  Notebook starting(JobId newJob, Instant now) {
    return with(state.to(NotebookState.STARTING), newJob, null, null, false, now);
  }

  /** Answers from now on. */
  Notebook ready(Instant now) {
    return with(state.to(NotebookState.READY), job, null, now, false, startedAt);
  }

  /**
   * The same notebook in another state, in which nothing happens in it.
   *
   * @throws IllegalStateException when that does not follow
   */
  Notebook to(NotebookState next, @Nullable String why) {
    return with(state.to(next), job, why, null, false, startedAt);
  }

  /** The same notebook in the same state, with more to say about it. */
  Notebook because(@Nullable String why) {
    return with(state, job, why, lastActiveAt, warned, startedAt);
  }

  /** Something happened in it. */
  Notebook active(Instant at) {
    return with(state, job, reason, at, false, startedAt);
  }

  /** Its owner was told. */
  Notebook toldOfStop() {
    return with(state, job, reason, lastActiveAt, true, startedAt);
  }

  /** When it is stopped if nothing happens; null while it is not ready. */
  @Nullable Instant stopsAt() {
    return lastActiveAt == null ? null : lastActiveAt.plus(idle);
  }

  private Notebook with(
      NotebookState newState,
      @Nullable JobId newJob,
      @Nullable String why,
      @Nullable Instant active,
      boolean told,
      @Nullable Instant started) {
    return new Notebook(
        id, org, project, name, flavour, runtime, idle, newState, newJob, why, active, told,
        createdAt, started);
  }
}
