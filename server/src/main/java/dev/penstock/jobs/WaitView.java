package dev.penstock.jobs;

import dev.penstock.queues.Standing;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds a job that waits, and what would change it. Of a job that does not wait only its state
 * is told: all else is null, and there are no changes.
 *
 * @param asOf of when the queue and the nodes are
 * @param position how far back it stands
 * @param rule the first rule that holds it: {@code after}, {@code not-before}, {@code price},
 *     {@code at-once}, {@code limit}, {@code guaranteed}, {@code no-room}, {@code kept}, {@code
 *     reserved}, {@code making-room}, {@code behind}, {@code no-funds}, {@code refused}, or {@code
 *     not-looked-at}
 * @param reason the same as a sentence
 * @param couldEverRun whether the centre's nodes could hold it, were all ready and empty
 * @param never why not, as a sentence; null when they could
 * @param changes what would let it start sooner
 * @param likelyStart when it may start
 */
@Schema(name = "JobWait")
public record WaitView(
    JobId jobId,
    String name,
    JobState state,
    Instant asOf,
    @Nullable WaitPosition position,
    @Nullable String rule,
    @Nullable String reason,
    @Nullable WaitFacts facts,
    @Nullable Boolean couldEverRun,
    @Nullable String never,
    List<WaitChange> changes,
    @Nullable LikelyStart likelyStart) {

  /**
   * How far back it stands; all count from 1.
   *
   * @param own its place among its organisation's jobs that wait
   * @param ownWaiting how many of those there are
   * @param line its place among all that wait for the same kind of node
   * @param lineWaiting how many of those there are
   * @param cardModel the kind of node; null for one without cards
   */
  public record WaitPosition(
      int own, int ownWaiting, int line, int lineWaiting, @Nullable String cardModel) {
    static WaitPosition of(Standing it) {
      return new WaitPosition(
          it.own(), it.ownWaiting(), it.line(), it.lineWaiting(), it.cardModel());
    }
  }

  /**
   * The figures.
   *
   * @param flavour what it asks for on each node
   * @param needed how many nodes it needs at once
   * @param fitting how many have room now, were nothing ahead of it
   * @param possible how many would have room if they were ready and empty
   * @param notReady how many of those are drained or lost
   * @param before how many hold it that are ahead of it; null unless that is the rule
   * @param holdYuan what is held when it starts; null unless that is the rule
   * @param availableYuan what is available for it; null unless that is the rule
   */
  public record WaitFacts(
      String flavour,
      int needed,
      int fitting,
      int possible,
      int notReady,
      @Nullable Integer before,
      @Schema(type = "string") @Nullable Money holdYuan,
      @Schema(type = "string") @Nullable Money availableYuan) {}

  /**
   * What would let it start sooner.
   *
   * @param kind {@code fewer-nodes}, {@code other-flavour}, {@code nodes-return} or {@code top-up}
   * @param flavour the other flavour
   * @param nodes how many nodes
   * @param text a sentence
   */
  public record WaitChange(
      String kind, @Nullable String flavour, @Nullable Integer nodes, String text) {
    static WaitChange of(Sooner change, String text) {
      return switch (change) {
        case Sooner.FewerNodes(int nodes, int _) ->
            new WaitChange(change.kind(), null, nodes, text);
        case Sooner.OtherFlavour(String flavour, int nodes) ->
            new WaitChange(change.kind(), flavour, nodes, text);
        case Sooner.NodesReturn(int nodes) -> new WaitChange(change.kind(), null, nodes, text);
        case Sooner.TopUp _ -> new WaitChange(change.kind(), null, null, text);
      };
    }
  }

  /** Of a job that does not wait. */
  static WaitView none(Job job, Instant asOf) {
    return new WaitView(
        job.id(),
        job.spec().name(),
        job.state(),
        asOf,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null);
  }
}
