package dev.penstock.jobs;

import dev.penstock.billing.Charges;
import dev.penstock.engines.Blame;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as the API shows it.
 *
 * @param organisationName whose it is, for the staff; null elsewhere
 * @param projectName its project
 * @param unknownSince since when its engine does not answer: whether it still runs is not known;
 *     null where it is
 * @param reason why it or tasks of it wait, or why it is being stopped
 * @param flavour what it has on each node
 * @param nodes how many nodes it has or had at once; what it asks for while it has had no place
 * @param arrayId the array that it is a task of; null for others
 * @param arrayIndex its place in that array, from 0; null for others
 * @param tasks how an array's tasks are doing; null for others
 * @param placedOn the nodes of its last attempt; empty while it has had no place
 * @param dearestYuan what it may cost until its hold is renewed; of an array, what each task may
 * @param costYuan what it was charged so far; of an array, what all its tasks were
 * @param heldYuan what is still set aside for it; of an array, for all its tasks
 * @param submitterName who submitted it; null when they have left
 * @param queuedAt since when it waits or waited last
 * @param placedAt when it was given its last place
 * @param billedAt when it was charged last
 * @param likelyStart when it may start; null unless it waits, and in lists
 * @param result how it ended; null before
 */
@Schema(name = "Job")
public record JobView(
    JobId id,
    OrgId organisation,
    @Nullable String organisationName,
    ProjectId project,
    @Nullable String projectName,
    String name,
    JobKind kind,
    JobState state,
    @Nullable Instant unknownSince,
    @Nullable String reason,
    String flavour,
    int nodes,
    @Nullable JobId arrayId,
    @Nullable Integer arrayIndex,
    @Nullable Tasks tasks,
    List<String> placedOn,
    JobSpec spec,
    @Schema(type = "string") Money dearestYuan,
    @Schema(type = "string") Money costYuan,
    @Schema(type = "string") Money heldYuan,
    PersonId submittedBy,
    @Nullable String submitterName,
    Instant submittedAt,
    Instant queuedAt,
    @Nullable Instant placedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant billedAt,
    @Nullable LikelyStart likelyStart,
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
   * @param fault the fault that ended it; null where none did
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
      @Nullable Instant checkpoint,
      @Nullable FaultView fault) {}

  /**
   * A fault that ended an attempt.
   *
   * @param text what it was and that it is not charged, in the reader's language
   * @param notChargedYuan what the time that was lost would have cost
   */
  @Schema(name = "AttemptFault")
  public record FaultView(
      UUID incident, String text, @Schema(type = "string") Money notChargedYuan) {}

  /**
   * How an array's tasks are doing.
   *
   * @param total how many there are
   * @param waiting how many wait, for the first time or again
   * @param running how many have a place
   */
  @Schema(name = "JobTasks")
  public record Tasks(
      int total, int waiting, int running, int succeeded, int failed, int cancelled) {
    static Tasks of(Job array, int running) {
      Job.TaskEnds ends = array.taskEnds();
      int total = array.taskCount();
      return new Tasks(
          total,
          total - ends.total() - running,
          running,
          ends.succeeded(),
          ends.failed(),
          ends.cancelled());
    }
  }

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

  /** What is told of a job beside itself. */
  record Beside(
      @Nullable String organisation,
      @Nullable String project,
      @Nullable String submitter,
      @Nullable String reason,
      Charges.Charge charge,
      int tasksRunning,
      @Nullable Instant unknownSince,
      Map<AttemptId, FaultView> faults) {
    /** Of a job that was submitted just now. */
    static final Beside NOTHING =
        new Beside(null, null, null, null, Charges.Charge.NONE, 0, null, Map.of());
  }

  static JobView of(Job job, List<Attempt> attempts, Beside beside) {
    Attempt last = attempts.isEmpty() ? null : attempts.getLast();
    return new JobView(
        job.id(),
        job.org(),
        beside.organisation(),
        job.project(),
        beside.project(),
        job.spec().name(),
        Objects.requireNonNull(job.spec().kind()),
        job.state(),
        beside.unknownSince(),
        beside.reason() == null ? job.stopReason() : beside.reason(),
        job.spec().flavour(),
        last == null ? job.nodes() : last.slots().size(),
        job.taskOf() == null ? null : job.taskOf().array(),
        job.taskOf() == null ? null : job.taskOf().index(),
        job.isArray() ? Tasks.of(job, beside.tasksRunning()) : null,
        last == null ? List.of() : last.slots().stream().map(slot -> slot.node()).toList(),
        job.spec(),
        job.dearest(),
        beside.charge().cost(),
        beside.charge().held(),
        job.submittedBy(),
        beside.submitter(),
        job.submittedAt(),
        queuedAt(job, attempts),
        last == null ? null : Ids.madeAt(last.id().value()),
        job.startedAt(),
        job.endedAt(),
        beside.charge().billedAt(),
        null,
        attempts.stream().map(it -> of(it, beside.faults().get(it.id()))).toList(),
        job.outputs().stream().map(JobView::of).toList(),
        job.cause() == null ? null : new Result(job.cause(), job.blame(), job.detail()));
  }

  /** It waits anew from the end of each attempt but the last of a job that goes on no more. */
  private static Instant queuedAt(Job job, List<Attempt> attempts) {
    int before = attempts.size() - (job.state() == JobState.QUEUED ? 1 : 2);
    Instant end = before < 0 ? null : attempts.get(before).endedAt();
    return end == null ? job.submittedAt() : end;
  }

  private static AttemptView of(Attempt it, @Nullable FaultView fault) {
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
        it.checkpoint(),
        fault);
  }

  private static OutputView of(Job.Output it) {
    return new OutputView(
        it.name(), it.tree(), it.bytes(), it.files(), it.model(), it.modelId(), it.modelVersion());
  }

  /** The same with when it is likely to start. */
  JobView starting(LikelyStart start) {
    return new JobView(
        id,
        organisation,
        organisationName,
        project,
        projectName,
        name,
        kind,
        state,
        unknownSince,
        reason,
        flavour,
        nodes,
        arrayId,
        arrayIndex,
        tasks,
        placedOn,
        spec,
        dearestYuan,
        costYuan,
        heldYuan,
        submittedBy,
        submitterName,
        submittedAt,
        queuedAt,
        placedAt,
        startedAt,
        endedAt,
        billedAt,
        start,
        attempts,
        outputs,
        result);
  }
}
