package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds places for gangs: all ranks or none, as near to each other as is wished. */
final class Placer {
  private final Space space;

  Placer(Space space) {
    this.space = space;
  }

  /** Looks for a place that can be taken now, and takes it. */
  Attempt place(Job job, long now) {
    Search search = new Search(job, now);
    List<Run.Piece> pieces = new ArrayList<>();
    List<Role> roles = job.work().roles();
    for (int role = 0; role < roles.size(); role++) {
      if (!search.place(roles.get(role), role, pieces)) {
        undo(pieces);
        return search.kept == null
            ? new Attempt.NoRoom()
            : new Attempt.Kept(search.kept.owner(), search.kept.job() == null, search.kept.from());
      }
    }
    return new Attempt.Found(List.copyOf(pieces));
  }

  static void undo(List<Run.Piece> pieces) {
    pieces.forEach(piece -> piece.place().giveBack(piece.spot()));
    pieces.clear();
  }

  /** Whether this node may serve the job at all, by its labels and by what else runs there. */
  static boolean suits(Place place, Job job) {
    Wishes wishes = job.work().wishes();
    return (wishes.selectors().isEmpty() || place.has(wishes.selectors()))
        && (wishes.apart() == null || place.isFreeOf(wishes.apart()));
  }

  /** One search for one task. */
  private final class Search {
    private final Job job;
    private final long now;
    private final long end;
    private final Set<String> regions = new HashSet<>();
    private @Nullable Hold kept;

    Search(Job job, long now) {
      this.job = job;
      this.now = now;
      this.end = job.work().endsBy(now);
    }

    boolean place(Role role, int index, List<Run.Piece> pieces) {
      Topology topology = job.work().wishes().topology();
      boolean alone = role.wish() == 1 && regions.isEmpty();
      if (alone && topology != Topology.SPREAD) {
        return placeOne(role.demand(), index, pieces);
      }
      List<Place> free = free(role.demand());
      List<Place> chosen = choose(free, role, topology);
      chosen.forEach(place -> pieces.add(new Run.Piece(place, place.take(role.demand()), index)));
      if (topology == Topology.SAME_SWITCH || topology == Topology.SAME_SUPER_NODE) {
        chosen.forEach(place -> regions.add(region(place, topology)));
      }
      return !chosen.isEmpty();
    }

    private boolean placeOne(Demand demand, int index, List<Run.Piece> pieces) {
      Task task = demand.task();
      for (Pool pool : space.pools(demand)) {
        int node = pool.packer.best(task, it -> permits(pool.places.get(it), demand));
        if (node >= 0) {
          Place place = pool.places.get(node);
          pieces.add(new Run.Piece(place, place.take(demand), index));
          if (job.work().roles().size() > 1) {
            regions.add(region(place, job.work().wishes().topology()));
          }
          return true;
        }
      }
      return false;
    }

    private List<Place> free(Demand demand) {
      List<Place> free = new ArrayList<>();
      Task task = demand.task();
      for (Pool pool : space.pools(demand)) {
        int node = pool.packer.best(task) < 0 ? -1 : pool.packer.nextFitting(task, 0);
        while (node >= 0) {
          Place place = pool.places.get(node);
          if (permits(place, demand)) {
            free.add(place);
          }
          node = pool.packer.nextFitting(task, node + 1);
        }
      }
      return free;
    }

    private boolean permits(Place place, Demand demand) {
      if (!place.ringsAllow(demand) || !suits(place, job) || !inRegion(place)) {
        return false;
      }
      Hold first = Holds.broken(place, job, demand, now, end);
      kept = first == null ? kept : first;
      return first == null;
    }

    private boolean inRegion(Place place) {
      Topology topology = job.work().wishes().topology();
      return regions.isEmpty()
          || (topology != Topology.SAME_SWITCH && topology != Topology.SAME_SUPER_NODE)
          || regions.contains(region(place, topology));
    }

    private List<Place> choose(List<Place> free, Role role, Topology topology) {
      if (free.size() < role.least()) {
        return List.of();
      }
      free.sort(
          Comparator.comparingDouble(
              (Place it) -> -it.pool.packer.liking(it.index, role.demand().task())));
      return switch (topology) {
        case NEAR -> Regions.near(free, role.least(), role.wish());
        case SPREAD -> Regions.spread(free, role.wish());
        case SAME_SWITCH, SAME_SUPER_NODE ->
            Regions.within(free, it -> region(it, topology), role.least(), role.wish());
      };
    }
  }

  static String region(Place place, Topology topology) {
    return topology == Topology.SAME_SUPER_NODE ? place.node().superNode() : place.network();
  }

  Map<String, List<Place>> byRegion(List<Place> places, Topology topology) {
    return Regions.group(places, it -> region(it, topology));
  }
}
