package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says why a workload waits. */
final class Explaining {
  private final State state;
  private final long now;

  Explaining(State state, long now) {
    this.state = state;
    this.now = now;
  }

  Optional<Reason> reason(UUID workload) {
    Job job = state.jobs.get(workload);
    return job == null || job.waitingTasks() == 0 ? Optional.empty() : Optional.of(reason(job));
  }

  private Reason reason(Job job) {
    Reason outside = outsideOfLines(job);
    if (outside != null) {
      return outside;
    }
    Line line = job.line;
    Job first = line == null || line.isEmpty() ? job : line.first();
    if (first != job && line != null) {
      return new Reason.Behind(first.id(), line.before(job), ofFirst(first));
    }
    return ofFirst(job);
  }

  private @Nullable Reason outsideOfLines(Job job) {
    if (!job.missing().isEmpty()) {
      return new Reason.After(job.missing().stream().sorted().toList());
    }
    if (!job.hasTask()) {
      return new Reason.AtOnce(job.running());
    }
    if (job.line != null) {
      return null;
    }
    if (job.refusedUntil() > now) {
      return new Reason.Refused(job.refusedUntil());
    }
    Timing timing = Timing.of(job.work(), state.costs(), now);
    if (timing.at() > now) {
      return timing.byPrice() ? new Reason.Price(timing.at()) : new Reason.NotBefore(timing.at());
    }
    return null;
  }

  private Reason ofFirst(Job job) {
    Reason reason = job.reason;
    return switch (reason) {
      case null -> new Reason.NotLookedAt();
      case Reason.NoRoom ignored -> room(job);
      default -> reason;
    };
  }

  private Reason.NoRoom room(Job job) {
    Role role = job.work().roles().getFirst();
    int fitting = 0;
    int possible = 0;
    List<Place> candidates = state.space().candidates(role.demand());
    for (Place place : candidates) {
      if (place.node().couldHold(role.demand()) && Placer.suits(place, job)) {
        possible++;
        fitting += place.open() && place.fits(role.demand()) ? 1 : 0;
      }
    }
    return new Reason.NoRoom(fitting, role.least(), possible);
  }
}
