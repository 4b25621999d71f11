package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API shows it.
 *
 * @param reason why it waits, or why it is being stopped
 * @param dearestYuan what it may cost until its hold is renewed
 * @param result how it ended; null before
 */
@Schema(name = "Job")
public record JobView(
    JobId id,
    OrgId organisation,
    ProjectId project,
    String name,
    JobKind kind,
    JobState state,
    @Nullable String reason,
    JobSpec spec,
    @Schema(type = "string") Money dearestYuan,
    PersonId submittedBy,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    List<AttemptView> attempts,
    List<OutputView> outputs,
    @Nullable Result result) {

  /**
   * An attempt.
   *
   * @param nodes the nodes of its ranks
   * @param cards the cards on each of them
   * @param heldYuan what is or was held for it
   * @param checkpoint when its last completed checkpoint was written
   */
  @Schema(name = "Attempt")
  public record AttemptView(
      AttemptId id,
      int number,
      AttemptState state,
      String engine,
      List<String> nodes,
      List<List<Integer>> cards,
      @Schema(type = "string") Money heldYuan,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Integer exitCode,
      @Nullable String cause,
      @Nullable Blame blame,
      @Nullable String detail,
      @Nullable Instant checkpoint) {}

  /** An output that is kept; with the version that it became, where it names a model. */
  @Schema(name = "KeptOutput")
  public record OutputView(
      String name,
      String tree,
      long bytes,
      int files,
      @Nullable String model,
      @Nullable UUID modelId,
      @Nullable Integer modelVersion) {}

  /**
   * How a job ended.
   *
   * @param cause a stable word
   * @param blame whose fault it was; the platform's is not charged
   * @param detail a sentence
   */
  public record Result(String cause, @Nullable Blame blame, @Nullable String detail) {}

  static JobView of(Job job, List<Attempt> attempts, @Nullable String reason) {
    return new JobView(
        job.id(),
        job.org(),
        job.project(),
        job.spec().name(),
        java.util.Objects.requireNonNull(job.spec().kind()),
        job.state(),
        reason == null ? job.stopReason() : reason,
        job.spec(),
        job.dearest(),
        job.submittedBy(),
        job.submittedAt(),
        job.startedAt(),
        job.endedAt(),
        attempts.stream().map(JobView::of).toList(),
        job.outputs().stream().map(JobView::of).toList(),
        job.cause() == null ? null : new Result(job.cause(), job.blame(), job.detail()));
  }

  private static AttemptView of(Attempt it) {
    return new AttemptView(
        it.id(),
        it.number(),
        it.state(),
        it.engine(),
        it.slots().stream().map(slot -> slot.node()).toList(),
        it.slots().stream().map(slot -> slot.cards()).toList(),
        it.held(),
        it.startedAt(),
        it.endedAt(),
        it.exitCode(),
        it.cause(),
        it.blame(),
        it.detail(),
        it.checkpoint());
  }

  private static OutputView of(Job.Output it) {
    return new OutputView(
        it.name(), it.tree(), it.bytes(), it.files(), it.model(), it.modelId(), it.modelVersion());
  }

  JobView waitingFor(@Nullable String why) {
    return new JobView(
        id,
        organisation,
        project,
        name,
        kind,
        state,
        why,
        spec,
        dearestYuan,
        submittedBy,
        submittedAt,
        startedAt,
        endedAt,
        attempts,
        outputs,
        result);
  }
}
