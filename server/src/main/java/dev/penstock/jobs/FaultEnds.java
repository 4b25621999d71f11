package dev.penstock.jobs;

import dev.penstock.billing.Waivers;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.fleet.Blamed;
import dev.penstock.fleet.IncidentHits;
import dev.penstock.fleet.IncidentKind;
import dev.penstock.metering.Meters;
import dev.penstock.metering.UsageRecord;
import dev.penstock.shared.Money;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the fault behind an end, and writes down what it cost. In the open transaction. */
final class FaultEnds {
  private final IncidentHits hits;
  private final Waivers waivers;
  private final AttemptUsage usage;

  FaultEnds(IncidentHits hits, Waivers waivers, AttemptUsage usage) {
    this.hits = hits;
    this.waivers = waivers;
    this.usage = usage;
  }

  /**
   * Why an attempt ended, as the centre sees it.
   *
   * @param fault null where it was no fault
   */
  record Why(Cause cause, String detail, @Nullable Blamed fault) {}

  /** A loss that an engine can't explain is a fault's where its card or its node has one. */
  Why why(Attempt attempt, Observation end) {
    Cause cause = Objects.requireNonNull(end.cause());
    if (cause != Cause.LOST && cause != Cause.CARD_FAULT && cause != Cause.NODE_FAULT) {
      return new Why(cause, end.detail(), null);
    }
    Map<String, List<Integer>> cards = new HashMap<>();
    attempt.slots().forEach(slot -> cards.put(slot.node(), slot.cards()));
    Blamed fault = hits.fault(attempt.engine(), cards, attempt.startedAt()).orElse(null);
    if (fault == null) {
      return new Why(cause, end.detail(), null);
    }
    Cause named = fault.kind() == IncidentKind.CARD ? Cause.CARD_FAULT : Cause.NODE_FAULT;
    return new Why(named, fault.what(), fault);
  }

  /** Writes down what an attempt that has ended lost, where the platform is to blame. */
  void keep(Job job, Attempt ended, Why why) {
    if (ended.blame() != Blame.PLATFORM) {
      return;
    }
    List<UsageRecord> lost = ended.startedAt() == null ? List.of() : usage.lost(job, ended);
    String cause = Objects.requireNonNull(ended.cause());
    Blamed fault = why.fault();
    Money worth =
        waivers.add(
            lost,
            new Waivers.Why(
                cause,
                fault == null ? null : fault.incident(),
                Objects.requireNonNullElse(ended.detail(), "")));
    if (fault != null) {
      hits.add(
          new Blamed.Hit(
              fault,
              job.org(),
              job.id(),
              job.spec().name(),
              ended.id(),
              Objects.requireNonNull(ended.endedAt()),
              cause,
              from(lost),
              cardMicros(job, lost),
              worth));
    }
  }

  private static @Nullable Instant from(List<UsageRecord> lost) {
    return lost.stream().map(UsageRecord::start).min(Instant::compareTo).orElse(null);
  }

  private static long cardMicros(Job job, List<UsageRecord> lost) {
    String model = job.resolved().shape().cardModel();
    return model == null
        ? 0
        : lost.stream()
                .filter(it -> it.meter().equals(Meters.card(model)))
                .mapToLong(UsageRecord::quantity)
                .sum()
            / 1000;
  }
}
