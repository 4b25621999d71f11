package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    Clearing clearing = new Clearing(job, now, rule);
    List<Role> roles = job.work().roles();
    for (int role = 0; role < roles.size(); role++) {
      for (int rank = 0; rank < roles.get(role).least(); rank++) {
        if (!clearing.clear(space.candidates(roles.get(role).demand()), role)) {
          return null;
        }
      }
    }
    double lost = clearing.victims.stream().mapToDouble(it -> it.lost(now)).sum();
    return new Plan(List.copyOf(clearing.victims), List.copyOf(clearing.spots), lost);
  }

  private boolean clear(List<Place> places, int role) {
    Demand demand = job.work().roles().get(role).demand();
    Set<Place> used = new HashSet<>();
    spots.forEach(it -> used.add(it.place()));
    Place best = null;
    List<Run> bestChoice = List.of();
    double least = Double.MAX_VALUE;
    for (Place place : places) {
      if (place.open()
          && !used.contains(place)
          && place.node().couldHold(demand)
          && Placer.suits(place, job)) {
        List<Run> choice = choose(place, demand);
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
      for (Branch at = run.job().leaf(); at != null; at = at.parent) {
        taken.merge(at, run.holds().clone(), (one, more) -> Resources.add(one, more, 1));
      }
    }
    spots.add(new Prospect.Spot(best, role));
    return true;
  }

  private double sum(List<Run> runs) {
    return runs.stream().mapToDouble(it -> it.lost(now)).sum();
  }

  /** The cheapest of the node until there is room, less those that turn out not to be needed. */
  private @Nullable List<Run> choose(Place place, Demand demand) {
    Outlook outlook = new Outlook(place, now);
    victims.stream().filter(it -> !it.stopping()).forEach(outlook::release);
    List<Run> candidates = new ArrayList<>(place.runs);
    candidates.removeIf(it -> victims.contains(it) || !it.mayBeStopped());
    candidates.sort(
        Comparator.<Run>comparingDouble(it -> it.lost(now)).thenComparing(it -> it.job().id()));
    List<Run> chosen = new ArrayList<>();
    Map<Branch, long[]> soFar = new HashMap<>(taken);
    for (Run run : candidates) {
      if (outlook.fits(demand)) {
        break;
      }
      if (rule.permits(run, soFar)) {
        chosen.add(run);
        outlook.release(run);
        for (Branch at = run.job().leaf(); at != null; at = at.parent) {
          long[] before = soFar.getOrDefault(at, new long[0]);
          soFar.put(at, Resources.add(before.clone(), run.holds(), 1));
        }
      }
    }
    if (!outlook.fits(demand)
        || Holds.broken(place, job, demand, now, job.work().endsBy(now)) != null) {
      return null;
    }
    return needed(place, demand, chosen);
  }

  private List<Run> needed(Place place, Demand demand, List<Run> chosen) {
    List<Run> needed = new ArrayList<>(chosen);
    for (int i = chosen.size() - 1; i >= 0; i--) {
      Run spared = chosen.get(i);
      Outlook without = new Outlook(place, now);
      victims.stream().filter(it -> !it.stopping()).forEach(without::release);
      needed.stream().filter(it -> it != spared).forEach(without::release);
      if (without.fits(demand)) {
        needed.remove(spared);
      }
    }
    return needed;
  }
}
