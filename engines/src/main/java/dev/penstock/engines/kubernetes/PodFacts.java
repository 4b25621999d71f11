package dev.penstock.engines.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's status says of its rank.
 *
 * @param gone whether the pod is no more; the rest is what was last seen of it
 * @param deleted whether somebody had it deleted
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed}, {@code Unknown}
 * @param reason why it failed as a pod, such as {@code Evicted}; empty when it did not
 * @param startedAt when the program's container started
 * @param finishedAt when it ended
 * @param ending the container's own reason, such as {@code OOMKilled}
 * @param message the container's last words, or why the pod failed or waits
 * @param waiting why the container does not start, such as {@code ImagePullBackOff}
 * @param disrupted when the cluster said that it takes the pod away
 * @param restarts how often its container was started again
 */
record PodFacts(
    String name,
    String node,
    boolean gone,
    boolean deleted,
    String phase,
    String reason,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Integer exitCode,
    String ending,
    String message,
    String waiting,
    @Nullable Instant disrupted,
    int restarts) {

  /** A container that never ran is said to have started then. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  static PodFacts of(Pod pod, boolean gone, String container) {
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    Optional<ContainerStatus> ours =
        status.getContainerStatuses().stream()
            .filter(it -> container.equals(it.getName()))
            .findFirst();
    ContainerState state = ours.map(ContainerStatus::getState).orElseGet(ContainerState::new);
    int restarts = ours.map(ContainerStatus::getRestartCount).orElse(0);
    ContainerStateTerminated over = state.getTerminated();
    if (over == null && restarts > 0) {
      over =
          ours.map(ContainerStatus::getLastState).map(ContainerState::getTerminated).orElse(null);
    }
    String started =
        over != null
            ? over.getStartedAt()
            : state.getRunning() == null ? null : state.getRunning().getStartedAt();
    String waiting = state.getWaiting() == null ? "" : text(state.getWaiting().getReason());
    String words =
        over != null
            ? text(over.getMessage())
            : !waiting.isEmpty() ? text(state.getWaiting().getMessage()) : "";
    return new PodFacts(
        pod.getMetadata().getName(),
        pod.getSpec() == null ? "" : text(pod.getSpec().getNodeName()),
        gone,
        pod.getMetadata().getDeletionTimestamp() != null,
        text(status.getPhase()),
        text(status.getReason()),
        instant(started),
        over == null ? null : instant(over.getFinishedAt()),
        over == null ? null : over.getExitCode(),
        over == null ? "" : text(over.getReason()),
        words.isEmpty() ? unscheduled(status) : words,
        waiting,
        condition(status, "DisruptionTarget")
            .map(it -> instant(it.getLastTransitionTime()))
            .orElse(null),
        restarts);
  }

  /** Nothing of it runs any more. */
  boolean over() {
    return gone || phase.equals("Succeeded") || phase.equals("Failed");
  }

  boolean succeeded() {
    return phase.equals("Succeeded") || (exitCode != null && exitCode == 0 && reason.isEmpty());
  }

  private static String unscheduled(PodStatus status) {
    return condition(status, "PodScheduled")
        .filter(it -> "False".equals(it.getStatus()))
        .map(it -> text(it.getMessage()))
        .orElseGet(() -> text(status.getMessage()));
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return status.getConditions().stream().filter(it -> type.equals(it.getType())).findFirst();
  }

  static @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Instant at = OffsetDateTime.parse(text).toInstant();
    return at.isBefore(EPOCH) ? null : at;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
