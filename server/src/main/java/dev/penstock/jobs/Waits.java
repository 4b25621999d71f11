package dev.penstock.jobs;

import dev.penstock.billing.Funds;
import dev.penstock.dispatch.Demand;
import dev.penstock.dispatch.Fit;
import dev.penstock.dispatch.WhatIf;
import dev.penstock.fleet.Flavour;
import dev.penstock.fleet.Flavours;
import dev.penstock.queues.Asking;
import dev.penstock.queues.Queues;
import dev.penstock.queues.Standing;
import dev.penstock.queues.WaitReason;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Money;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds jobs that wait; outside of a tenant's transaction, for all jobs count. */
final class Waits {
  private final Access access;
  private final JobTable jobs;
  private final Queues queues;
  private final Flavours flavours;
  private final Foresight foresight;
  private final HoldPolicy holds;
  private final Funds funds;
  private final WaitTexts texts;
  private final Clock clock;

  Waits(
      Access access,
      JobTable jobs,
      Queues queues,
      Flavours flavours,
      Foresight foresight,
      HoldPolicy holds,
      Funds funds,
      WaitTexts texts,
      Clock clock) {
    this.access = access;
    this.jobs = jobs;
    this.queues = queues;
    this.flavours = flavours;
    this.foresight = foresight;
    this.holds = holds;
    this.funds = funds;
    this.texts = texts;
    this.clock = clock;
  }

  /** What a job needs to start, and what there is; null where money does not hold it. */
  private record Purse(@Nullable Money hold, @Nullable Money available) {
    static final Purse UNASKED = new Purse(null, null);

    Optional<Sooner> topUp() {
      return hold == null || available == null || available.compareTo(hold) >= 0
          ? Optional.empty()
          : Optional.of(new Sooner.TopUp(hold.minus(available), hold));
    }
  }

  /**
   * What holds a job.
   *
   * @throws dev.penstock.shared.ProblemException not found, also when it is another tenant's
   */
  WaitView of(OrgId org, JobId id, Locale locale) {
    Job job = find(org, id);
    Instant asOf = clock.instant();
    Optional<Standing> standing = queues.standing(job.entry());
    if (job.state() != JobState.QUEUED || standing.isEmpty()) {
      // it may have left the queue since it was read
      return WaitView.none(find(org, id), asOf);
    }
    Map<JobId, WaitReason> reasons = access.system(() -> queues.reasons(List.of(job.entry())));
    return of(job, standing.get(), reasons.get(job.entry()), asOf, locale);
  }

  private Job find(OrgId org, JobId id) {
    return access
        .tenant(org, () -> jobs.find(org, id))
        .orElseThrow(() -> Problems.notFound("job", id.toString()));
  }

  private WaitView of(
      Job job, Standing standing, @Nullable WaitReason reason, Instant asOf, Locale locale) {
    Asking whatIf = foresight.asking(job);
    Purse purse = purse(job, reason);
    Fit.Impossible never = whatIf.fit() instanceof Fit.Impossible it ? it : null;
    WhatIf.Room room = whatIf.room();
    return new WaitView(
        job.id(),
        job.spec().name(),
        job.state(),
        asOf,
        WaitView.WaitPosition.of(standing),
        rule(reason),
        reason == null ? texts.notLookedAt(locale) : texts.sentence(reason, locale),
        new WaitView.WaitFacts(
            job.spec().flavour(),
            job.nodes(),
            room.fitting(),
            room.possible(),
            room.notReady(),
            reason instanceof WaitReason.Behind(int before) ? before : null,
            purse.hold(),
            purse.available()),
        never == null,
        never == null ? null : texts.never(never, locale),
        changes(job, reason, whatIf, purse).stream()
            .map(it -> WaitView.WaitChange.of(it, texts.sentence(it, locale)))
            .toList(),
        foresight.of(job.entry(), reason, whatIf, locale));
  }

  private static String rule(@Nullable WaitReason reason) {
    return switch (reason) {
      case null -> "not-looked-at";
      case WaitReason.Room _ -> "no-room";
      case WaitReason.Behind _ -> "behind";
      case WaitReason.NotBefore _ -> "not-before";
      case WaitReason.After _ -> "after";
      case WaitReason.Kept(boolean reserved, var _) -> reserved ? "reserved" : "kept";
      case WaitReason.Limit _ -> "limit";
      case WaitReason.Guaranteed _ -> "guaranteed";
      case WaitReason.Price _ -> "price";
      case WaitReason.MakingRoom _ -> "making-room";
      case WaitReason.AtOnce _ -> "at-once";
      case WaitReason.Refused(String why) -> why.equals(Gate.NO_FUNDS) ? why : "refused";
    };
  }

  private Purse purse(Job job, @Nullable WaitReason reason) {
    if (!(reason instanceof WaitReason.Refused(String why)) || !why.equals(Gate.NO_FUNDS)) {
      return Purse.UNASKED;
    }
    Money available = access.tenant(job.org(), () -> funds.balance(job.org()).available());
    return new Purse(holds.first(job, job.nodes()), available);
  }

  private List<Sooner> changes(Job job, @Nullable WaitReason reason, Asking whatIf, Purse purse) {
    if (reason instanceof WaitReason.Refused) {
      return purse.topUp().stream().toList();
    }
    if (!isForRoom(reason)) {
      return List.of();
    }
    Flavour own = new Flavour(job.spec().flavour(), job.resolved().shape());
    List<Sooner> changes =
        new ArrayList<>(Sooner.asking(proposals(whatIf), own, job.nodes(), flavours.all()));
    int notReady = whatIf.room().notReady();
    if (notReady > 0 && whatIf.startsIfAllWereReady()) {
      changes.add(new Sooner.NodesReturn(notReady));
    }
    return changes;
  }

  private static boolean isForRoom(@Nullable WaitReason reason) {
    return reason == null
        || reason instanceof WaitReason.Room
        || reason instanceof WaitReason.Behind
        || reason instanceof WaitReason.Kept;
  }

  private static Sooner.Proposals proposals(Asking asking) {
    return new Sooner.Proposals() {
      @Override
      public int mostNodes() {
        return asking.mostNodes();
      }

      @Override
      public boolean startsAnew(int nodes, Demand demand) {
        return asking.startsAnew(nodes, demand);
      }
    };
  }
}
