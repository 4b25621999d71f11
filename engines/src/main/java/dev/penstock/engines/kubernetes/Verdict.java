package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a pod's end is the end of its attempt. Pure. */
record Verdict(Cause cause, @Nullable Integer exitCode, String detail) {
  private static final List<String> TAKEN =
      List.of("Evicted", "NodeLost", "NodeShutdown", "Shutdown", "Terminated", "Preempting");

  static Verdict vanished(@Nullable Instant started, Workload workload) {
    if (!workload.exists()) {
      return new Verdict(
          Cause.LOST, null, "The job was deleted from the cluster by somebody else.");
    }
    return started == null
        ? new Verdict(
            Cause.START_FAILED,
            null,
            "The cluster ended the job before it started. " + workload.message())
        : new Verdict(Cause.LOST, null, "The job's pods are gone. " + workload.message());
  }

  static Verdict of(PodFacts pod, AttemptRecord record) {
    Integer code = pod.exitCode();
    if (pod.message().startsWith("WALL_TIME") || pod.reason().equals("DeadlineExceeded")) {
      Long wall = record.facts().wallSeconds();
      return new Verdict(
          Cause.WALL_TIME, code, "The job's wall time of %d s was over.".formatted(wall));
    }
    if (pod.message().startsWith("LOG_LIMIT")) {
      return new Verdict(
          Cause.LOG_LIMIT,
          code,
          "The job wrote more than %d MiB to its log.".formatted(record.facts().logBytes() >> 20));
    }
    if (pod.ending().equals("OOMKilled")) {
      return new Verdict(
          Cause.MEMORY_LIMIT,
          code,
          "The job used all of its %d MiB of memory. Take a flavour with more memory, or use less."
              .formatted(record.facts().memoryBytes() >> 20));
    }
    if (pod.disrupted() != null
        || pod.deleted()
        || TAKEN.contains(pod.reason())
        || pod.ending().equals("ContainerStatusUnknown")) {
      return new Verdict(Cause.LOST, null, lost(pod));
    }
    boolean started =
        code != null && !List.of("StartError", "ContainerCannotRun").contains(pod.ending());
    if (pod.message().startsWith("START_FAILED") || (!started && !pod.gone())) {
      return new Verdict(
          Cause.START_FAILED,
          null,
          "The job could not be started on %s: %s %s"
              .formatted(pod.node(), pod.reason() + pod.ending(), pod.message())
              .strip());
    }
    return code == null
        ? new Verdict(Cause.LOST, null, lost(pod))
        : new Verdict(Cause.FAILED, code, failed(code));
  }

  private static String failed(int code) {
    return code > 128
        ? "The program was ended by signal %d.".formatted(code - 128)
        : "The program ended with exit code %d.".formatted(code);
  }

  private static String lost(PodFacts pod) {
    return pod.reason().isEmpty()
        ? "The pod %s on the node %s was deleted by somebody else."
            .formatted(pod.name(), pod.node())
        : "The cluster took the pod %s from the node %s: %s. %s"
            .formatted(pod.name(), pod.node(), pod.reason(), pod.message())
            .strip();
  }
}
