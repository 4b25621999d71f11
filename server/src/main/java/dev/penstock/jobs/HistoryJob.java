package dev.penstock.jobs;

import dev.penstock.dispatch.Placement;
import dev.penstock.queues.QueueNames;
import dev.penstock.queues.Terms;
import dev.penstock.queues.Topology;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job, an array or a task of one, as a replay of the past needs it: what it asked for, and what
 * became of it. It names no person.
 *
 * @param array the array that it is a task of; null for none
 * @param task the task's index in it
 * @param user tells the jobs of one person apart from those of others, and does not say who it is
 * @param endedAt null while it has not ended
 * @param tasks of an array how many it has; null where it is none
 * @param atOnce of an array how many of them may run at a time
 * @param wallMillis null for without end
 * @param apart tells groups apart whose jobs share no node
 */
record HistoryJob(
    JobId id,
    @Nullable JobId array,
    @Nullable Integer task,
    String queue,
    String user,
    JobKind kind,
    JobState state,
    Instant submittedAt,
    @Nullable Instant endedAt,
    @Nullable String cardModel,
    long milliCards,
    long milliCores,
    long memoryMiB,
    int nodes,
    int leastNodes,
    @Nullable Integer tasks,
    @Nullable Integer atOnce,
    int priority,
    @Nullable Long wallMillis,
    boolean preemptible,
    @Nullable Instant earliest,
    @Nullable Instant deadline,
    Topology topology,
    Map<String, String> nodeSelector,
    @Nullable String apart,
    List<HistoryAfter> after,
    List<HistoryAttempt> attempts) {
  private static final int SHOWN = 6;

  /**
   * A job that must have ended before.
   *
   * @param ok whether it must have ended well
   */
  record HistoryAfter(UUID job, boolean ok) {}

  /**
   * A run.
   *
   * @param placedAt when it was given its place
   * @param startedAt when its program began; null where it never did
   * @param endedAt when its place was free again; null while it is not
   * @param checkpointAt up to when its work was kept at least; null where nothing is known to be
   */
  record HistoryAttempt(
      Instant placedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String cause,
      @Nullable Instant checkpointAt,
      List<HistorySlot> slots) {
    static HistoryAttempt of(Attempt it) {
      return new HistoryAttempt(
          Ids.madeAt(it.id().value()),
          it.startedAt(),
          it.endedAt(),
          it.cause(),
          it.checkpoint(),
          it.slots().stream().map(HistorySlot::of).toList());
    }
  }

  /**
   * A rank's place.
   *
   * @param cards the vendor's numbers of the cards
   */
  record HistorySlot(String node, List<Integer> cards) {
    static HistorySlot of(Placement.Slot it) {
      return new HistorySlot(it.node(), it.cards());
    }
  }

  static HistoryJob of(Job job, List<Attempt> attempts) {
    Shape shape = job.resolved().shape();
    Terms terms = JobTerms.of(job.spec());
    JobSpec.Array array = job.isArray() ? job.spec().array() : null;
    Duration wall = job.wallTime();
    Integer least = job.spec().leastNodes();
    return new HistoryJob(
        job.id(),
        job.taskOf() == null ? null : job.taskOf().array(),
        job.taskOf() == null ? null : job.taskOf().index(),
        QueueNames.leaf(job.org(), job.project()),
        hidden(job.org() + "/" + job.submittedBy()),
        Objects.requireNonNull(job.spec().kind()),
        job.state(),
        job.submittedAt(),
        job.endedAt(),
        shape.cardModel(),
        shape.milliCards(),
        shape.milliCores(),
        shape.memoryMiB(),
        job.nodes(),
        least == null ? job.nodes() : least,
        array == null ? null : array.count(),
        array == null ? null : array.atOnce(),
        Objects.requireNonNull(job.spec().priority()).rank(),
        wall == null ? null : wall.toMillis(),
        terms.preemptible(),
        terms.earliest(),
        terms.deadline(),
        terms.topology(),
        terms.nodeSelector(),
        terms.apart() == null ? null : hidden(job.org() + "/" + terms.apart()),
        after(job.spec()),
        attempts.stream().map(HistoryAttempt::of).toList());
  }

  private static List<HistoryAfter> after(JobSpec spec) {
    return spec.after() == null
        ? List.of()
        : spec.after().stream()
            .map(
                it ->
                    new HistoryAfter(
                        JobId.parse(it.job()).value(), it.condition() != JobSpec.Condition.ANY))
            .toList();
  }

  /** The same for the same, and for none other; nobody can tell what it was from it alone. */
  private static String hidden(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SHOWN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
