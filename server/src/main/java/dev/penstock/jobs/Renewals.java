package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.engines.Cause;
import dev.penstock.fleet.Engines;
import dev.penstock.metering.Usage;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.Access;
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
  private final Engines engines;
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
      Engines engines,
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
    this.engines = engines;
    this.clock = clock;
  }

  @Override
  protected void tick() {
    Instant now = clock.instant();
    access.runAsSystem(() -> meter(now));
    List<Attempt> unpaid = access.system(() -> renew(now));
    for (Attempt attempt : unpaid) {
      LOG.info("Job {} is stopped: its hold can't be renewed.", attempt.job());
      engines.byName(attempt.engine()).stop(attempt.id().value(), Cause.FUNDS, HoldPolicy.GRACE);
    }
  }

  private void meter(Instant now) {
    List<Attempt> running = attempts.open().stream().filter(it -> it.startedAt() != null).toList();
    Map<?, Job> byId = jobsOf(running);
    List<UsageRecord> records = new ArrayList<>();
    for (Attempt attempt : running) {
      Job job = Objects.requireNonNull(byId.get(attempt.job()));
      records.addAll(
          attemptUsage.soFar(
              job,
              attempt,
              now,
              job.isService() ? now : folders.lastCheckpoint(job.id()).orElse(null)));
    }
    usage.accept(records);
  }

  /** The attempts whose holds could not be renewed. */
  private List<Attempt> renew(Instant now) {
    List<Attempt> due = attempts.heldUntilBefore(now.plus(AHEAD));
    Map<?, Job> byId = jobsOf(due);
    List<Attempt> renewed = new ArrayList<>();
    List<Attempt> unpaid = new ArrayList<>();
    for (Attempt attempt : due) {
      Job job = Objects.requireNonNull(byId.get(attempt.job()));
      Instant until = Objects.requireNonNull(attempt.heldUntil());
      Duration more = more(job, attempt, until);
      if (more.isZero()) {
        continue;
      }
      Money total = attempt.held().plus(holds.dearest(job.resolved().shape(), job.nodes(), more));
      if (funds.extend(job.org(), attempt.id().value(), total)) {
        renewed.add(attempt.renewed(total, until.plus(more)));
      } else if (!until.isAfter(now)) {
        unpaid.add(attempt);
      }
    }
    attempts.update(renewed);
    return unpaid;
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
