package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes room by stopping others: a queue below its guarantee takes back what is borrowed, and small
 * tasks are moved out of the way of a large one where that pays.
 */
final class Reclaim {
  /** Room that was made is kept so long for the one that it is for, in milliseconds. */
  private static final long KEPT_FOR = 600_000;

  private final State state;
  private final Stops stops;
  private final long now;
  private final List<Cycle.Preemption> preemptions = new ArrayList<>();
  private boolean released;

  Reclaim(State state, Stops stops, long now) {
    this.state = state;
    this.stops = stops;
    this.now = now;
  }

  List<Cycle.Preemption> preemptions() {
    return preemptions;
  }

  /** Whether, since this was last asked, room was made for one that other room was kept for. */
  boolean takeReleased() {
    boolean was = released;
    released = false;
    return was;
  }

  /** Makes room where the job has a right to it; when to ask again, null for no such time. */
  @Nullable Long makeRoom(Job job) {
    if (state.reservations.claims(job.id())) {
      return null;
    }
    Set<Branch> entitled = entitled(job);
    long after = entitled.isEmpty() ? state.policy.movesAfter() : state.policy.reclaimAfter();
    if (after == Long.MAX_VALUE || (entitled.isEmpty() && job.work().roles().size() > 1)) {
      return null;
    }
    if (now - job.since() < after) {
      return job.since() + after;
    }
    Clearing.Plan plan =
        entitled.isEmpty()
            ? null
            : Clearing.find(
                state.space(), job, now, (run, taken) -> lends(run, job, entitled, taken));
    if (plan != null) {
      return carryOut(job, Cycle.Preemption.Why.RECLAIM, plan);
    }
    Long later = stops.permits(1, now) ? move(job) : null;
    boolean inVain = !entitled.isEmpty() && !state.reservations.claims(job.id());
    // what has started just now may be stopped then
    return later == null && inVain && state.startedAt() == now ? (Long) (now + 1) : later;
  }

  /** The queues above the job within whose guarantee it would be. */
  private Set<Branch> entitled(Job job) {
    Set<Branch> entitled = new HashSet<>();
    for (Branch at = job.leaf(); at != null; at = at.parent) {
      if (Rights.entitled(at, job.need(), state.reservations.claimed(at))) {
        entitled.add(at);
      }
    }
    return entitled;
  }

  /**
   * Whether the run borrows from the job's side: where their queues part, the job's is within its
   * guarantee, and the run's stay at or above their own without it.
   */
  private static boolean lends(Run run, Job job, Set<Branch> entitled, Map<Branch, long[]> taken) {
    boolean above = true;
    for (Branch other = run.job().leaf(); other != null; other = other.parent) {
      above &= staysAbove(other, run, job, taken);
      for (Branch own = job.leaf(); own != null; own = own.parent) {
        if (other != own && other.parent == own.parent) {
          return above && entitled.contains(own);
        }
      }
    }
    return false;
  }

  private static boolean staysAbove(Branch other, Run run, Job job, Map<Branch, long[]> taken) {
    long[] before = taken.getOrDefault(other, new long[0]);
    long[] need = job.need();
    for (int i = 0; i < need.length; i++) {
      long given = Resources.at(run.holds(), i);
      long left = other.used(i) - other.leaving(i) - Resources.at(before, i) - given;
      if (need[i] > 0 && given > 0 && left < other.guaranteed(i)) {
        return false;
      }
    }
    return true;
  }

  /** When to ask again, since too many have been stopped; null where it is done. */
  private @Nullable Long carryOut(Job job, Cycle.Preemption.Why why, Clearing.Plan plan) {
    long permitted = stops.permittedAt(plan.victims().size(), now);
    if (permitted > now) {
      return permitted == Long.MAX_VALUE ? null : permitted;
    }
    for (Run victim : plan.victims()) {
      victim.stop();
      victim.job().leaf().leave(victim.holds(), 1);
      stops.note(now);
      preemptions.add(new Cycle.Preemption(victim.id(), why, job.id()));
    }
    released |= state.reservations.claim(job, plan.spots(), now, now + KEPT_FOR);
    job.reason = new Reason.MakingRoom(plan.victims().size());
    return null;
  }

  private @Nullable Long move(Job job) {
    int cards = job.work().roles().getFirst().demand().cards();
    Clearing.Plan plan =
        cards == 0
            ? null
            : Clearing.find(
                state.space(), job, now, (run, taken) -> run.isSingle() && cardsOf(run) < cards);
    return plan == null || plan.victims().isEmpty() || !pays(job, plan) || !haveOtherPlaces(plan)
        ? null
        : carryOut(job, Cycle.Preemption.Why.MOVE, plan);
  }

  private static int cardsOf(Run run) {
    return Integer.bitCount(run.pieces().getFirst().spot().cards());
  }

  /** Whether less is lost than stands still until there would be room anyhow. */
  private boolean pays(Job job, Clearing.Plan plan) {
    Prospect prospect = Prospect.of(state.space(), job, now);
    if (prospect == null) {
      return true;
    }
    long cards = 0;
    for (int i = Resources.MEMORY + 1; i < job.need().length; i++) {
      cards += job.need()[i];
    }
    return plan.lost() < (double) cards * (prospect.at() - now);
  }

  /** Whether all that are moved fit on other nodes at once. */
  private boolean haveOtherPlaces(Clearing.Plan plan) {
    Map<Place, Boolean> cleared = new HashMap<>();
    plan.spots().forEach(it -> cleared.put(it.place(), true));
    List<Run.Piece> tried = new ArrayList<>();
    boolean all = true;
    for (Run victim : plan.victims()) {
      Demand demand = victim.job().work().roles().getFirst().demand();
      Run.Piece found = elsewhere(demand, victim.job(), cleared);
      if (found == null) {
        all = false;
        break;
      }
      tried.add(found);
    }
    Placer.undo(tried);
    return all;
  }

  private boolean keepsHolds(Place place, Job job, Demand demand) {
    return place.holds.isEmpty()
        || Holds.broken(
                place,
                job,
                List.of(new Packer.Spot(demand.task(), place.index, place.choose(demand))),
                List.of(),
                now,
                job.work().endsBy(now))
            == null;
  }

  private Run.@Nullable Piece elsewhere(Demand demand, Job job, Map<Place, Boolean> cleared) {
    for (Pool pool : state.space().pools(demand)) {
      int node =
          pool.packer.best(
              demand.task(),
              it -> {
                Place place = pool.places.get(it);
                return !cleared.containsKey(place)
                    && place.ringsAllow(demand)
                    && Placer.suits(place, job)
                    && keepsHolds(place, job, demand);
              });
      if (node >= 0) {
        Place place = pool.places.get(node);
        Packer.Spot spot = place.take(demand);
        return new Run.Piece(place, spot, 0);
      }
    }
    return null;
  }
}
