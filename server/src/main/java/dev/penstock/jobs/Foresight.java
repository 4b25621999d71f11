package dev.penstock.jobs;

import dev.penstock.dispatch.FirstFit;
import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.Forecast;
import dev.penstock.dispatch.Node;
import dev.penstock.dispatch.Workload;
import dev.penstock.queues.QueueState;
import dev.penstock.queues.Queues;
import dev.penstock.queues.WaitReason;
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
    Map<JobId, WaitReason> reasons = access.system(() -> queues.reasons(List.of(job)));
    return of(job, reasons.get(job), queues.state(), locale);
  }

  /**
   * The same, of a queue that was read before.
   *
   * @param reason what holds the job; null where that is not known
   */
  LikelyStart of(JobId job, @Nullable WaitReason reason, QueueState state, Locale locale) {
    Instant now = clock.instant();
    if (reason instanceof WaitReason.Refused) {
      // room may be there at once, but it is not room that it waits for
      return why("start.refused", null, now, locale);
    }
    if (reason instanceof WaitReason.NotBefore(Instant until)) {
      return why("start.not-before", until, now, locale);
    }
    if (reason instanceof WaitReason.After) {
      return why("start.after", null, now, locale);
    }
    return state.queue().stream()
        .filter(it -> it.id().equals(job.value()))
        .findAny()
        .map(wanted -> foreseen(state, state.queue(), wanted, now, locale))
        .orElseGet(() -> why("start.far", null, now, locale));
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
    List<Workload> queue = Stream.concat(state.queue().stream(), Stream.of(asked)).toList();
    return foreseen(state, queue, asked, clock.instant(), locale);
  }

  private LikelyStart foreseen(
      QueueState state, List<Workload> queue, Workload wanted, Instant now, Locale locale) {
    List<Forecast.Running> running = running(state, now);
    List<Forecast.Queued> waiting = waiting(queue);
    return switch (forecast.of(state.nodes(), running, waiting, wanted.id(), now)) {
      case Forecast.Start.At(Instant time) ->
          why(time.isAfter(now) ? "start.if" : "start.now", time, now, locale);
      case Forecast.Start.TooFar() -> why("start.far", null, now, locale);
      case Forecast.Start.Never() -> {
        if (Fit.of(state.nodes(), wanted.nodes(), wanted.demand()) instanceof Fit.Impossible) {
          yield why("start.impossible", null, now, locale);
        }
        List<Node> ready = state.nodes().stream().map(Node::asReady).toList();
        boolean nodesAreOut =
            !(forecast.of(ready, running, waiting, wanted.id(), now)
                instanceof Forecast.Start.Never);
        yield why(nodesAreOut ? "start.not-ready" : "start.never", null, now, locale);
      }
    };
  }

  private List<Forecast.Running> running(QueueState state, Instant now) {
    List<JobId> known = state.places().stream().map(QueueState.Place::job).toList();
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
    return running;
  }

  private List<Forecast.Queued> waiting(List<Workload> queue) {
    List<JobId> known = queue.stream().map(it -> new JobId(it.id())).toList();
    Map<JobId, Duration> walls = access.system(() -> jobs.wallTimes(known));
    return queue.stream()
        .map(it -> new Forecast.Queued(it, walls.get(new JobId(it.id()))))
        .toList();
  }

  private LikelyStart why(String key, @Nullable Instant time, Instant asOf, Locale locale) {
    return new LikelyStart(time, messages.say(key, Map.of(), locale), asOf);
  }
}
