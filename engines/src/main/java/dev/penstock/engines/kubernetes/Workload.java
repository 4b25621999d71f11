package dev.penstock.engines.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the object that runs an attempt says of itself.
 *
 * @param exists whether it is there and not being deleted
 * @param over whether its controller makes no more pods
 * @param succeeded whether all went well, as far as its controller says
 * @param overAt when it was over
 * @param message what its controller says
 */
record Workload(
    boolean exists, boolean over, boolean succeeded, @Nullable Instant overAt, String message) {
  static final Workload NONE = new Workload(false, false, false, null, "");
  private static final List<String> OVER = List.of("Aborted", "Completed", "Terminated", "Failed");

  static Workload of(@Nullable HasMetadata object) {
    if (object == null) {
      return NONE;
    }
    return switch (object) {
      case Job job -> job(job);
      case GenericKubernetesResource volcano -> volcano(volcano);
      default -> new Workload(true, false, false, null, "");
    };
  }

  private static Workload job(Job job) {
    List<JobCondition> conditions =
        job.getStatus() == null ? List.of() : job.getStatus().getConditions();
    for (JobCondition condition : conditions) {
      boolean complete = "Complete".equals(condition.getType());
      if ("True".equals(condition.getStatus())
          && (complete || "Failed".equals(condition.getType()))) {
        return new Workload(
            true,
            true,
            complete,
            PodFacts.instant(condition.getLastTransitionTime()),
            Objects.requireNonNullElse(condition.getMessage(), ""));
      }
    }
    return new Workload(true, false, false, null, "");
  }

  private static Workload volcano(GenericKubernetesResource job) {
    Map<?, ?> state = job.get("status", "state") instanceof Map<?, ?> it ? it : Map.of();
    String phase = String.valueOf(state.get("phase"));
    Object at = state.get("lastTransitionTime");
    Object message = state.get("message");
    return new Workload(
        true,
        OVER.contains(phase),
        phase.equals("Completed"),
        at == null ? null : PodFacts.instant(at.toString()),
        message == null ? "" : message.toString());
  }
}
