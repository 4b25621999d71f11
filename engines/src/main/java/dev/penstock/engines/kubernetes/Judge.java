package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import dev.penstock.engines.kubernetes.AttemptRecord.Stop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides from what the cluster says what is the matter with an attempt. Pure.
 *
 * <p>Running is from the moment in which the last rank's container started. It is over when the
 * last container ended and no more can come.
 */
final class Judge {
  private static final List<String> NEVER_STARTS =
      List.of(
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "CreateContainerConfigError",
          "CreateContainerError");

  private Judge() {}

  /**
   * What holds, and what should be done about it.
   *
   * @param wanted a stop that is needed, because the cluster would go on for ever by itself
   */
  record Judgement(Observation seen, @Nullable Stop wanted) {}

  /**
   * @param pods all that were made for the attempt, as far as they are known
   * @param now for what has no time of its own
   */
  static Judgement judge(
      AttemptRecord record, List<PodFacts> pods, Workload workload, Instant now) {
    if (record.end() != null) {
      return new Judgement(record.end(), null);
    }
    Instant started = started(record, pods);
    Stop stop = record.stop();
    boolean quiet = pods.stream().allMatch(PodFacts::over);
    boolean noMore = !workload.exists() || workload.over() || pods.size() >= record.facts().ranks();
    if (stop != null) {
      boolean endedBefore =
          pods.size() >= record.facts().ranks()
              && pods.stream().allMatch(pod -> !after(pod, stop.atOf()));
      if (quiet && !workload.exists()) {
        return new Judgement(
            endedBefore
                ? ended(record, pods, workload, now)
                : stopped(record, stop, pods, started, now),
            null);
      }
      return new Judgement(going(record, started, ""), null);
    }
    boolean made = record.launched() != null || !pods.isEmpty();
    if (record.facts().service()) {
      return service(record, pods, workload, started, now);
    }
    if (made && quiet && noMore) {
      return new Judgement(ended(record, pods, workload, now), null);
    }
    Optional<PodFacts> stuck =
        pods.stream()
            .filter(pod -> !pod.over() && NEVER_STARTS.contains(pod.waiting()))
            .findFirst();
    return new Judgement(
        going(record, started, waits(pods)), stuck.map(pod -> neverStarts(pod, now)).orElse(null));
  }

  /** A Deployment starts its pod again and again; for us the first end is the end. */
  private static Judgement service(
      AttemptRecord record,
      List<PodFacts> pods,
      Workload workload,
      @Nullable Instant started,
      Instant now) {
    Observation going = going(record, started, waits(pods));
    if (record.launched() != null && !workload.exists() && pods.stream().allMatch(PodFacts::over)) {
      return new Judgement(ended(record, pods, workload, now), null);
    }
    Optional<PodFacts> over =
        pods.stream().filter(pod -> pod.over() || pod.restarts() > 0).findFirst();
    if (over.isPresent()) {
      Verdict verdict = Verdict.of(over.get(), record);
      return new Judgement(
          going,
          new Stop(
              verdict.cause().name(), now.toString(), 0, verdict.detail(), verdict.exitCode()));
    }
    return new Judgement(
        going,
        pods.stream()
            .filter(pod -> NEVER_STARTS.contains(pod.waiting()))
            .findFirst()
            .map(pod -> neverStarts(pod, now))
            .orElse(null));
  }

  private static Stop neverStarts(PodFacts pod, Instant now) {
    return Stop.of(
        Cause.START_FAILED,
        now,
        Duration.ZERO,
        "The job could not be started on %s: %s. %s"
            .formatted(pod.node(), pod.waiting(), pod.message())
            .strip());
  }

  private static @Nullable Instant started(AttemptRecord record, List<PodFacts> pods) {
    if (record.started() != null) {
      return record.started();
    }
    List<Instant> times = pods.stream().map(PodFacts::startedAt).filter(Objects::nonNull).toList();
    return times.size() < record.facts().ranks()
        ? null
        : times.stream().max(Comparator.naturalOrder()).orElse(null);
  }

  private static Observation going(AttemptRecord record, @Nullable Instant started, String detail) {
    return new Observation(
        record.attempt(),
        started == null ? Phase.ACCEPTED : Phase.RUNNING,
        started,
        null,
        null,
        null,
        started == null ? detail : "");
  }

  private static String waits(List<PodFacts> pods) {
    return pods.stream()
        .filter(pod -> !pod.over() && pod.startedAt() == null)
        .map(PodFacts::message)
        .filter(message -> !message.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Observation stopped(
      AttemptRecord record,
      Stop stop,
      List<PodFacts> pods,
      @Nullable Instant started,
      Instant now) {
    Instant at = stop.atOf();
    Instant last = earlier(now, at.plusSeconds(stop.graceSeconds()));
    Instant ended = at;
    for (PodFacts pod : pods) {
      Instant finished = pod.finishedAt();
      ended = later(ended, finished != null ? finished : pod.startedAt() == null ? at : last);
    }
    if (pods.isEmpty() && started != null) {
      ended = last;
    }
    Integer code =
        stop.exitCode() != null
            ? stop.exitCode()
            : pods.size() == 1 ? pods.getFirst().exitCode() : null;
    return end(record, started, ended, code, stop.causeOf(), stop.detail());
  }

  private static Observation ended(
      AttemptRecord record, List<PodFacts> pods, Workload workload, Instant now) {
    Instant started =
        record.started() != null
            ? record.started()
            : pods.stream()
                .map(PodFacts::startedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    Instant ended =
        pods.stream()
            .flatMap(pod -> Stream.of(pod.finishedAt(), pod.disrupted()))
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(workload.overAt() != null ? workload.overAt() : now);
    Optional<PodFacts> failed =
        pods.stream()
            .filter(pod -> !pod.succeeded())
            .min(
                Comparator.comparing(PodFacts::deleted)
                    .thenComparing(pod -> pod.finishedAt() == null)
                    .thenComparing(
                        pod -> Objects.requireNonNullElse(pod.finishedAt(), Instant.MAX)));
    Verdict verdict;
    if (failed.isPresent()) {
      verdict = Verdict.of(failed.get(), record);
    } else if (workload.succeeded() || pods.size() >= record.facts().ranks()) {
      verdict = new Verdict(Cause.COMPLETED, 0, "");
    } else {
      verdict = Verdict.vanished(started, workload);
    }
    Instant ran = verdict.cause() == Cause.START_FAILED ? record.started() : started;
    return end(record, ran, ended, verdict.exitCode(), verdict.cause(), verdict.detail());
  }

  private static Observation end(
      AttemptRecord record,
      @Nullable Instant started,
      Instant ended,
      @Nullable Integer code,
      Cause cause,
      String detail) {
    Instant last = started == null ? ended : later(ended, started);
    return new Observation(
        record.attempt(),
        Phase.ENDED,
        started == null ? null : started.truncatedTo(ChronoUnit.MICROS),
        last.truncatedTo(ChronoUnit.MICROS),
        code,
        cause,
        detail);
  }

  /** A container's times are whole seconds: within the stop's own, the deletion tells. */
  private static boolean after(PodFacts pod, Instant stop) {
    Instant finished = pod.finishedAt();
    return finished == null
        || finished.isAfter(stop)
        || (pod.deleted() && !finished.isBefore(stop.truncatedTo(ChronoUnit.SECONDS)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
