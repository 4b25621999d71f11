package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.engines.Cause;
import dev.penstock.fleet.EngineHealth;
import dev.penstock.metering.Usage;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.Access;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.Loop;
import dev.penstock.shared.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what runs for long: renews holds before they end, stops what can't pay any more, and
 * meters the hours that are over.
 */
final class Renewals extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final Access access;
  private final JobTable jobs;
  private final AttemptTable attempts;
  private final HoldPolicy holds;
  private final Funds funds;
  private final Usage usage;
  private final AttemptUsage attemptUsage;
  private final JobFolders folders;
  private final Stops stops;
  private final EngineHealth health;
  private final Clock clock;

  Renewals(
      Access access,
      JobTable jobs,
      AttemptTable attempts,
      HoldPolicy holds,
      Funds funds,
      Usage usage,
      AttemptUsage attemptUsage,
      JobFolders folders,
      Stops stops,
      EngineHealth health,
      Clock clock) {
    super("renewals", Duration.ofMinutes(1));
    this.access = access;
    this.jobs = jobs;
    this.attempts = attempts;
    this.holds = holds;
    this.funds = funds;
    this.usage = usage;
    this.attemptUsage = attemptUsage;
    this.folders = folders;
    this.stops = stops;
    this.health = health;
    this.clock = clock;
  }

  @Override
  protected void tick() {
    Instant now = clock.instant();
    access.runAsSystem(() -> meter(now));
    for (Attempt due : access.system(() -> attempts.heldUntilBefore(now.plus(AHEAD)))) {
      // each in a transaction of its own: a hold locks its account
      if (!access.system(() -> renew(due.id(), now))) {
        LOG.info("Job {} is stopped: its hold can't be renewed.", due.job());
        stops.tell(List.of(due), Cause.FUNDS);
      }
    }
  }

  /** An engine that does not answer may have lost it since. */
  private Instant lastSeen(Attempt attempt, Instant now) {
    EngineHealth.Answer answer = health.of(attempt.engine());
    return answer.reachable() || answer.lastAnswer() == null ? now : answer.lastAnswer();
  }

  private void meter(Instant now) {
    List<Attempt> running = attempts.open().stream().filter(it -> it.startedAt() != null).toList();
    Map<?, Job> byId = jobsOf(running);
    List<UsageRecord> records = new ArrayList<>();
    for (Attempt attempt : running) {
      Job job = Objects.requireNonNull(byId.get(attempt.job()));
      Instant seen = lastSeen(attempt, now);
      records.addAll(
          attemptUsage.soFar(
              job,
              attempt,
              seen,
              job.isService() ? seen : folders.lastCheckpoint(job.id()).orElse(null)));
    }
    usage.accept(records);
  }

  /**
   * Renews an attempt's hold where that is still due.
   *
   * @return false when its time is paid for no longer
   */
  private boolean renew(AttemptId id, Instant now) {
    // locked, for it may end at any time, and an end is final
    Attempt attempt = attempts.lockAll(List.of(id)).getFirst();
    if (attempt.state() != AttemptState.RUNNING) {
      return true;
    }
    Job job = Objects.requireNonNull(jobsOf(List.of(attempt)).get(attempt.job()));
    Instant until = Objects.requireNonNull(attempt.heldUntil());
    Duration more = more(job, attempt, until);
    if (more.isZero()) {
      return true;
    }
    Money total =
        attempt.held().plus(holds.dearest(job.resolved().shape(), attempt.slots().size(), more));
    if (funds.extend(job.org(), id.value(), total)) {
      attempts.update(List.of(attempt.renewed(total, until.plus(more))));
      return true;
    }
    if (until.isAfter(now)) {
      return true;
    }
    stops.write(List.of(id), Cause.FUNDS);
    return false;
  }

  /** Until its wall time ends, or for another day. */
  private static Duration more(Job job, Attempt attempt, Instant until) {
    Duration wallTime = job.wallTime();
    Duration day = HoldPolicy.horizon(null);
    if (wallTime == null) {
      return day;
    }
    Duration left =
        Duration.between(until, Objects.requireNonNull(attempt.startedAt()).plus(wallTime));
    return left.isNegative() ? Duration.ZERO : left.compareTo(day) > 0 ? day : left;
  }

  private Map<?, Job> jobsOf(List<Attempt> attempts) {
    return jobs.byIds(attempts.stream().map(Attempt::job).distinct().toList()).stream()
        .collect(Collectors.toMap(Job::id, Function.identity()));
  }
}
