package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What room is kept on which nodes: for reservations, for claims, and for the first in line. */
final class Reservations {
  private final Map<UUID, Reservation> all = new LinkedHashMap<>();
  private final Map<UUID, List<Kept>> kept = new LinkedHashMap<>();
  private final Map<UUID, List<Kept>> claims = new LinkedHashMap<>();
  private final List<Kept> forThisRound = new ArrayList<>();
  private boolean changed;

  /** Whether another node might serve some reservation better. */
  private boolean wanting;

  private long assignedAt;

  private record Kept(Place place, Hold hold) {
    void put() {
      place.holds.add(hold);
    }

    void remove() {
      place.holds.remove(hold);
    }
  }

  /** What of a reservation has no node that could give it. */
  int missing(UUID id) {
    Reservation reservation = all.get(id);
    return reservation == null ? 0 : wanted(reservation) - kept.getOrDefault(id, List.of()).size();
  }

  List<String> nodes(UUID id) {
    return kept.getOrDefault(id, List.of()).stream().map(it -> it.place.node().name()).toList();
  }

  private static int wanted(Reservation it) {
    return it.named().isEmpty() ? it.nodes() : it.named().size();
  }

  void put(Reservation reservation) {
    remove(reservation.id());
    all.put(reservation.id(), reservation);
    changed = true;
  }

  void remove(UUID id) {
    all.remove(id);
    List<Kept> own = kept.remove(id);
    if (own != null) {
      own.forEach(Kept::remove);
    }
  }

  /** Chooses the nodes anew before the next decision. */
  void reassign() {
    changed = true;
  }

  Collection<Reservation> all() {
    return all.values();
  }

  /** Whether any of what is kept may be used by some. */
  boolean hasOwners() {
    return !all.isEmpty() || !claims.isEmpty();
  }

  /** Drops what is over, and what was kept for the last round only. */
  void begin(State state, long now) {
    forThisRound.forEach(Kept::remove);
    forThisRound.clear();
    List.copyOf(all.values()).stream().filter(it -> it.to() <= now).forEach(it -> remove(it.id()));
    claims
        .values()
        .removeIf(
            own -> {
              boolean over = own.stream().anyMatch(it -> it.hold.to() <= now);
              if (over) {
                own.forEach(Kept::remove);
              }
              return over;
            });
    if (changed || (wanting && state.freed() != assignedAt)) {
      changed = false;
      assignedAt = state.freed();
      assign(state, now);
    }
  }

  private void assign(State state, long now) {
    Map<UUID, List<Kept>> before = new LinkedHashMap<>(kept);
    kept.values().forEach(own -> own.forEach(Kept::remove));
    kept.clear();
    // a node that is laid out anew has lost what was kept on it
    claims.values().removeIf(own -> own.stream().anyMatch(it -> isGone(state, it)));
    for (Reservation it : all.values()) {
      List<Kept> own = new ArrayList<>();
      for (Kept one : before.getOrDefault(it.id(), List.of())) {
        Place place = state.space().place(one.place.node().name());
        if (place != null && it.named().isEmpty() && staysGood(place, it, now)) {
          keep(state, it, place, own);
        }
      }
      kept.put(it.id(), own);
    }
    wanting = false;
    for (Reservation it : all.values()) {
      List<Kept> own = kept.getOrDefault(it.id(), List.of());
      for (Place place : choose(state, it, own, now)) {
        keep(state, it, place, own);
      }
      wanting |= own.size() < wanted(it) || own.stream().anyMatch(one -> !isSure(one, it, now));
    }
  }

  private static void keep(State state, Reservation it, Place place, List<Kept> own) {
    Kept one = new Kept(place, hold(state, it));
    one.put();
    own.add(one);
  }

  private static boolean staysGood(Place place, Reservation it, long now) {
    Demand demand = Objects.requireNonNull(it.demand());
    return place.open()
        && place.node().couldHold(demand)
        && (it.from() <= now || new Outlook(place, it.from(), List.of()).fits(demand));
  }

  /** Whether the room will be there when it begins; once it has begun, nothing is moved. */
  private static boolean isSure(Kept kept, Reservation it, long now) {
    return !it.named().isEmpty() || staysGood(kept.place, it, now);
  }

  private static boolean isGone(State state, Kept kept) {
    return state.space().place(kept.place.node().name()) != kept.place;
  }

  private static Hold hold(State state, Reservation it) {
    Branch queue = it.queue() == null ? null : state.branch(it.queue());
    return new Hold(it.id(), queue, null, it.from(), it.to(), it.demand());
  }

  private static List<Place> choose(State state, Reservation it, List<Kept> own, long now) {
    if (!it.named().isEmpty()) {
      List<Place> named = new ArrayList<>();
      for (String name : it.named()) {
        Place place = state.space().place(name);
        if (place != null) {
          named.add(place);
        }
      }
      return named;
    }
    Demand demand = Objects.requireNonNull(it.demand());
    long from = Math.max(now, it.from());
    return state.space().candidates(demand).stream()
        .filter(place -> place.open() && place.node().couldHold(demand))
        .filter(place -> own.stream().noneMatch(one -> one.place == place))
        .filter(place -> roomBeside(place, demand, from, it.to()))
        .sorted(
            Comparator.comparing((Place place) -> !new Outlook(place, from, List.of()).fits(demand))
                .thenComparingInt(place -> place.runs.size())
                .thenComparing(place -> place.node().name()))
        .limit(it.nodes() - own.size())
        .toList();
  }

  /** Whether other holds of the same time leave room. */
  private static boolean roomBeside(Place place, Demand demand, long from, long to) {
    Outlook empty = new Outlook(place, Long.MAX_VALUE - 1, List.of());
    for (Hold hold : place.holds) {
      if (hold.job() == null && hold.from() < to && hold.to() > from) {
        Demand other = hold.demand();
        if (other == null || !empty.take(other)) {
          return false;
        }
      }
    }
    return empty.take(demand);
  }

  /**
   * Keeps room for a job until it starts, or at most so long; whether other room was kept so far.
   */
  boolean claim(Job job, List<Prospect.Spot> spots, long now, long until) {
    boolean other = drop(job.id());
    claims.put(job.id(), keep(job, spots, now, until));
    return other;
  }

  boolean claims(UUID job) {
    return claims.containsKey(job);
  }

  /** Whether room is being made for one that waits in this line. */
  boolean claimsFor(Line line) {
    for (List<Kept> own : claims.values()) {
      Job job = own.getFirst().hold.job();
      if (job != null && job.line == line) {
        return true;
      }
    }
    return false;
  }

  /** What those need for whom room is being made in this queue, or below. */
  long[] claimed(Branch branch) {
    long[] sum = new long[0];
    for (List<Kept> own : claims.values()) {
      Job job = own.getFirst().hold.job();
      if (job != null && job.leaf().isWithin(branch)) {
        sum = Resources.add(sum, job.need(), 1);
      }
    }
    return sum;
  }

  /** Whether room is kept for the job already, in this round or for longer. */
  boolean keepsFor(Job job) {
    return claims(job.id()) || forThisRound.stream().anyMatch(it -> it.hold.job() == job);
  }

  /** Keeps room for the first in line until the next round. */
  void hold(Job job, Prospect prospect) {
    long until = job.work().endsBy(prospect.at());
    forThisRound.addAll(keep(job, prospect.spots(), prospect.at(), until));
  }

  private static List<Kept> keep(Job job, List<Prospect.Spot> spots, long from, long to) {
    List<Kept> own = new ArrayList<>();
    for (Prospect.Spot spot : spots) {
      Demand demand = job.work().roles().get(spot.role()).demand();
      Kept one = new Kept(spot.place(), new Hold(job.id(), null, job, from, to, demand));
      one.put();
      own.add(one);
    }
    return own;
  }

  /** Keeps no more room for a job; false where none was kept. */
  boolean drop(UUID job) {
    List<Kept> own = claims.remove(job);
    if (own != null) {
      own.forEach(Kept::remove);
    }
    boolean held =
        forThisRound.removeIf(
            it -> {
              boolean its = it.hold.owner().equals(job);
              if (its) {
                it.remove();
              }
              return its;
            });
    return held || own != null;
  }

  /** When a hold begins or ends next; {@link Long#MAX_VALUE} for never. */
  long next(long now) {
    long next = Long.MAX_VALUE;
    for (Reservation it : all.values()) {
      next = Math.min(next, it.from() > now ? it.from() : it.to());
    }
    for (List<Kept> own : claims.values()) {
      for (Kept it : own) {
        next = Math.min(next, it.hold.to());
      }
    }
    return next;
  }

  @Nullable Reservation reservation(UUID id) {
    return all.get(id);
  }
}
