package dev.penstock.jobs;

import dev.penstock.dispatch.FirstFit;
import dev.penstock.dispatch.Forecast;
import dev.penstock.dispatch.Workload;
import dev.penstock.queues.QueueState;
import dev.penstock.queues.Queues;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Ids;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Shape;
import dev.penstock.tenancy.Messages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When jobs are likely to start; outside of a tenant's transaction, for all jobs count. */
final class Foresight {
  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final Queues queues;
  private final Messages messages;
  private final Clock clock;
  private final Forecast forecast = new Forecast(new FirstFit());

  Foresight(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      Queues queues,
      Messages messages,
      Clock clock) {
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.queues = queues;
    this.messages = messages;
    this.clock = clock;
  }

  /** When a job that waits may start. */
  LikelyStart of(JobId job, Locale locale) {
    QueueState state = queues.state();
    boolean seen = state.queue().stream().anyMatch(it -> it.id().equals(job.value()));
    return seen
        ? said(start(state, state.queue(), job.value()), locale)
        : new LikelyStart(null, messages.say("start.far", Map.of(), locale));
  }

  /** When such a job would start, if it were submitted now. */
  LikelyStart of(JobSpec spec, Shape shape, Locale locale) {
    QueueState state = queues.state();
    Workload asked =
        Queues.last(
            Ids.next(),
            Objects.requireNonNull(spec.nodes()),
            shape,
            Objects.requireNonNull(spec.priority()).rank());
    return said(
        start(state, Stream.concat(state.queue().stream(), Stream.of(asked)).toList(), asked.id()),
        locale);
  }

  private Forecast.Start start(QueueState state, List<Workload> queue, UUID wanted) {
    Instant now = clock.instant();
    List<JobId> known =
        Stream.concat(
                queue.stream().map(it -> new JobId(it.id())),
                state.places().stream().map(QueueState.Place::job))
            .toList();
    List<AttemptId> placed = state.places().stream().map(QueueState.Place::attempt).toList();
    Map<JobId, Duration> walls = access.system(() -> jobs.wallTimes(known));
    Map<AttemptId, Instant> starts = access.system(() -> attempts.starts(placed));
    List<Forecast.Running> running = new ArrayList<>();
    for (QueueState.Place place : state.places()) {
      Instant began = starts.getOrDefault(place.attempt(), now);
      Duration wall = walls.get(place.job());
      running.add(
          new Forecast.Running(
              place.slots(), place.demand(), wall == null ? null : began.plus(wall)));
    }
    return forecast.of(
        state.nodes(),
        running,
        queue.stream().map(it -> new Forecast.Queued(it, walls.get(new JobId(it.id())))).toList(),
        wanted,
        now);
  }

  private LikelyStart said(Forecast.Start start, Locale locale) {
    return switch (start) {
      case Forecast.Start.At(Instant time) -> at(time, locale);
      case Forecast.Start.Never() -> why("start.never", null, locale);
      case Forecast.Start.TooFar() -> why("start.far", null, locale);
    };
  }

  private LikelyStart at(Instant time, Locale locale) {
    return why(time.isAfter(clock.instant()) ? "start.if" : "start.now", time, locale);
  }

  private LikelyStart why(String key, @Nullable Instant time, Locale locale) {
    return new LikelyStart(time, messages.say(key, Map.of(), locale));
  }
}
