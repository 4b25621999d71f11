package dev.penstock.jobs;

import dev.penstock.dispatch.Fit;
import dev.penstock.queues.Asking;
import dev.penstock.queues.Queues;
import dev.penstock.queues.WaitReason;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Shape;
import dev.penstock.tenancy.Messages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When jobs are likely to start; outside of a tenant's transaction, for all jobs count. */
final class Foresight {
  private final Access access;
  private final JobTable jobs;
  private final Queues queues;
  private final Messages messages;
  private final Clock clock;

  Foresight(Access access, JobTable jobs, Queues queues, Messages messages, Clock clock) {
    this.access = access;
    this.jobs = jobs;
    this.queues = queues;
    this.messages = messages;
    this.clock = clock;
  }

  /** When a job that waits may start. */
  LikelyStart of(JobId id, Locale locale) {
    Map<JobId, WaitReason> reasons = access.system(() -> queues.reasons(List.of(id)));
    return access.system(() -> jobs.byIds(List.of(id))).stream()
        .findFirst()
        .map(job -> of(id, reasons.get(id), asking(job), locale))
        .orElseGet(() -> why("start.far", null, null, clock.instant(), locale));
  }

  /** Questions about a job. */
  Asking asking(Job job) {
    return queues.asking(
        job.entry(),
        job.org(),
        job.project(),
        job.nodes(),
        job.resolved().shape(),
        Objects.requireNonNull(job.spec().priority()).rank(),
        job.wallTime(),
        JobTerms.of(job.spec()));
  }

  /**
   * When a job that waits may start.
   *
   * @param reason what holds the job; null where that is not known
   * @param asking questions about it
   */
  LikelyStart of(JobId job, @Nullable WaitReason reason, Asking asking, Locale locale) {
    Instant now = clock.instant();
    return switch (reason) {
      // room may be there at once, but it is not room that it waits for
      case WaitReason.Refused _ -> why("start.refused", null, null, now, locale);
      case WaitReason.NotBefore(Instant until) -> why("start.not-before", until, null, now, locale);
      case WaitReason.After _ -> why("start.after", null, null, now, locale);
      case null, default -> forRoom(job, asking, now, locale);
    };
  }

  private LikelyStart forRoom(JobId job, Asking asking, Instant now, Locale locale) {
    Optional<Queues.LikelyStart> played = queues.likelyStart(job);
    if (played.isPresent() && played.get().likely().isAfter(now)) {
      Queues.LikelyStart it = played.get();
      return why("start.played", it.likely(), it.latest(), it.asOf(), locale);
    }
    return byRoom(asking, now, locale);
  }

  /** When such a job would start, if it were submitted now. */
  LikelyStart of(OrgId org, JobSpec spec, Shape shape, Locale locale) {
    Asking asking =
        queues.asking(
            new JobId(Ids.next()),
            org,
            null,
            Objects.requireNonNull(spec.nodes()),
            shape,
            Objects.requireNonNull(spec.priority()).rank(),
            spec.wallTime() == null ? null : spec.wallTime().duration(),
            JobTerms.of(spec));
    return byRoom(asking, clock.instant(), locale);
  }

  private LikelyStart byRoom(Asking asking, Instant now, Locale locale) {
    if (asking.fit() instanceof Fit.Impossible) {
      return why("start.impossible", null, null, now, locale);
    }
    if (asking.startsNow()) {
      return why("start.now", now, null, now, locale);
    }
    Optional<Instant> by = asking.roomBy();
    if (by.isPresent()) {
      // what is free this moment may be kept for others
      Instant at = by.get().isAfter(now) ? by.get() : now.plus(Duration.ofSeconds(1));
      return why("start.if", at, null, now, locale);
    }
    boolean nodesAreOut = asking.room().notReady() > 0;
    return why(nodesAreOut ? "start.not-ready" : "start.never", null, null, now, locale);
  }

  private LikelyStart why(
      String key, @Nullable Instant time, @Nullable Instant latest, Instant asOf, Locale locale) {
    return new LikelyStart(time, latest, messages.say(key, Map.of(), locale), asOf);
  }
}
