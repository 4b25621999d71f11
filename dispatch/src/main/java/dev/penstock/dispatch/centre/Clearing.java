package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to stop so that a task finds room: nodes and victims with the least card-time lost since
 * their last checkpoint, gangs whole.
 */
final class Clearing {
  /** Who may be stopped, given what the choice so far takes. */
  interface Rule {
    boolean permits(Run run, Map<Branch, long[]> taken);
  }

  private final Job job;
  private final long now;
  private final Rule rule;
  private final Set<Run> victims = new LinkedHashSet<>();
  private final Map<Branch, long[]> taken = new HashMap<>();
  private final List<Prospect.Spot> spots = new ArrayList<>();

  private Clearing(Job job, long now, Rule rule) {
    this.job = job;
    this.now = now;
    this.rule = rule;
  }

  /**
   * What is to be done.
   *
   * @param victims who is stopped
   * @param spots where the room comes up
   */
  record Plan(List<Run> victims, List<Prospect.Spot> spots, double lost) {}

  /** The cheapest way by one node after the other; null when the rule forbids too many. */
  static @Nullable Plan find(Space space, Job job, long now, Rule rule) {
    return Area.of(space, job).stream()
        .map(area -> new Clearing(job, now, rule).in(area))
        .filter(Objects::nonNull)
        .min(Comparator.comparingDouble(Plan::lost))
        .orElse(null);
  }

  private @Nullable Plan in(Area area) {
    List<Role> roles = job.work().roles();
    for (int role = 0; role < roles.size(); role++) {
      for (int rank = 0; rank < roles.get(role).least(); rank++) {
        if (!clear(area.byRole().get(role), role)) {
          return null;
        }
      }
    }
    return new Plan(List.copyOf(victims), List.copyOf(spots), sum(victims));
  }

  private boolean clear(List<Place> places, int role) {
    Demand demand = job.work().roles().get(role).demand();
    Place best = null;
    List<Run> bestChoice = List.of();
    double least = Double.MAX_VALUE;
    for (Place place : places) {
      if (place.open()
          && !spots.contains(new Prospect.Spot(place, role))
          && place.node().couldHold(demand)
          && Placer.suits(place, job)) {
        List<Run> choice = choose(place, Prospect.demands(place, job, demand, spots));
        double lost = choice == null ? Double.MAX_VALUE : sum(choice);
        if (choice != null && lost < least) {
          best = place;
          bestChoice = choice;
          least = lost;
        }
      }
    }
    if (best == null) {
      return false;
    }
    for (Run run : bestChoice) {
      victims.add(run);
      note(run, taken);
    }
    spots.add(new Prospect.Spot(best, role));
    return true;
  }

  private static void note(Run run, Map<Branch, long[]> taken) {
    for (Branch at = run.job().leaf(); at != null; at = at.parent) {
      long[] before = taken.getOrDefault(at, new long[0]);
      taken.put(at, Resources.add(before.clone(), run.holds(), 1));
    }
  }

  private double sum(Collection<Run> runs) {
    return runs.stream().mapToDouble(it -> it.lost(now)).sum();
  }

  /** The cheapest of the node until there is room, less those that turn out not to be needed. */
  private @Nullable List<Run> choose(Place place, List<Demand> demands) {
    List<Run> candidates = new ArrayList<>(place.runs);
    candidates.removeIf(it -> victims.contains(it) || !it.mayBeStopped(now) || it.endsBy() <= now);
    candidates.sort(
        Comparator.<Run>comparingDouble(it -> it.lost(now))
            .thenComparing(it -> it.job().id())
            .thenComparingInt(Run::index));
    List<Run> chosen = new ArrayList<>();
    Map<Branch, long[]> soFar = new HashMap<>(taken);
    Outlook outlook = new Outlook(place, now, victims);
    boolean room = hasRoom(outlook, place, demands, chosen);
    for (int i = 0; i < candidates.size() && !room; i++) {
      Run run = candidates.get(i);
      if (rule.permits(run, soFar)) {
        chosen.add(run);
        note(run, soFar);
        outlook.release(run);
        room = hasRoom(outlook, place, demands, chosen);
      }
    }
    return room ? needed(place, demands, chosen) : null;
  }

  private List<Run> needed(Place place, List<Demand> demands, List<Run> chosen) {
    List<Run> needed = new ArrayList<>(chosen);
    for (int i = chosen.size() - 1; i >= 0; i--) {
      Run spared = chosen.get(i);
      List<Run> fewer = new ArrayList<>(needed);
      fewer.remove(spared);
      if (hasRoom(new Outlook(place, now, gone(fewer)), place, demands, fewer)) {
        needed.remove(spared);
      }
    }
    return needed;
  }

  /** Whether there is room without these, beside what is kept for others. */
  private boolean hasRoom(Outlook outlook, Place place, List<Demand> demands, List<Run> chosen) {
    List<Packer.Spot> mine = outlook.spots(demands);
    return mine != null
        && (place.holds.isEmpty()
            || Holds.broken(place, job, mine, gone(chosen), now, job.work().endsBy(now)) == null);
  }

  private Set<Run> gone(List<Run> more) {
    Set<Run> gone = new HashSet<>(victims);
    gone.addAll(more);
    return gone;
  }
}
