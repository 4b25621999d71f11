package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import dev.penstock.dispatch.packing.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds places for gangs: all ranks or none, as near to each other as is wished. */
final class Placer {
  private static final Comparator<Role> HARDEST =
      Comparator.<Role>comparingInt(it -> it.demand().cards() * it.demand().cardMilli())
          .thenComparingInt(it -> it.demand().milliCores())
          .thenComparingInt(it -> it.demand().memoryMiB())
          .reversed();

  private final Space space;

  Placer(Space space) {
    this.space = space;
  }

  /**
   * Looks for a place that can be taken now, and takes it.
   *
   * @param most the most ranks of each role
   */
  Attempt place(Job job, int[] most, long now) {
    Search search = new Search(job, most, now);
    if (search.find()) {
      search.pieces.sort(Comparator.comparingInt(Run.Piece::role));
      return new Attempt.Found(List.copyOf(search.pieces));
    }
    return search.kept == null
        ? new Attempt.NoRoom()
        : new Attempt.Kept(search.kept.owner(), search.kept.job() == null, search.kept.from());
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

  /** Whether all ranks, of whatever role, must be in one region. */
  static boolean inOneRegion(Job job) {
    Topology topology = job.work().wishes().topology();
    return topology == Topology.SAME_SWITCH || topology == Topology.SAME_SUPER_NODE;
  }

  /** One search for one task. */
  private final class Search {
    private final Job job;
    private final int[] most;
    private final long now;
    private final long end;
    private final List<Run.Piece> pieces = new ArrayList<>();
    private @Nullable String region;
    private @Nullable Hold kept;

    Search(Job job, int[] most, long now) {
      this.job = job;
      this.most = most;
      this.now = now;
      this.end = job.work().endsBy(now);
    }

    boolean find() {
      List<Role> roles = job.work().roles();
      if (roles.size() == 1) {
        return place(roles.getFirst(), 0);
      }
      // what is hard to place goes first, or else the small may take the only room for it
      List<Integer> order =
          IntStream.range(0, roles.size())
              .boxed()
              .sorted(Comparator.comparing(roles::get, HARDEST))
              .toList();
      return inOneRegion(job) ? inAnyRegion(order) : placeAll(order);
    }

    /** In the tightest region that has room for all roles. */
    private boolean inAnyRegion(List<Integer> order) {
      Topology topology = job.work().wishes().topology();
      Role first = job.work().roles().get(order.getFirst());
      Map<String, List<Place>> regions =
          Regions.group(free(first.demand()), it -> region(it, topology));
      List<String> tightest =
          regions.entrySet().stream()
              .sorted(Comparator.comparingInt(it -> it.getValue().size()))
              .map(Map.Entry::getKey)
              .toList();
      for (String one : tightest) {
        region = one;
        if (placeAll(order)) {
          return true;
        }
      }
      return false;
    }

    private boolean placeAll(List<Integer> order) {
      for (int role : order) {
        if (!place(job.work().roles().get(role), role)) {
          undo(pieces);
          return false;
        }
      }
      return true;
    }

    private boolean place(Role role, int index) {
      Topology topology = job.work().wishes().topology();
      if (role.least() == 1 && most[index] == 1 && topology != Topology.SPREAD) {
        return placeOne(role.demand(), index);
      }
      List<Place> chosen = choose(free(role.demand()), role, most[index], topology);
      chosen.forEach(place -> pieces.add(new Run.Piece(place, place.take(role.demand()), index)));
      return !chosen.isEmpty();
    }

    private boolean placeOne(Demand demand, int index) {
      Task task = demand.task();
      for (Pool pool : space.pools(demand)) {
        int node = pool.packer.best(task, it -> permits(pool.places.get(it), demand));
        if (node >= 0) {
          Place place = pool.places.get(node);
          pieces.add(new Run.Piece(place, place.take(demand), index));
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
      Hold first = place.holds.isEmpty() ? null : broken(place, demand);
      kept = first == null ? kept : first;
      return first == null;
    }

    private @Nullable Hold broken(Place place, Demand demand) {
      List<Packer.Spot> mine = new ArrayList<>();
      for (Run.Piece piece : pieces) {
        if (piece.place() == place) {
          mine.add(piece.spot());
        }
      }
      mine.add(new Packer.Spot(demand.task(), place.index, place.choose(demand)));
      return Holds.broken(place, job, mine, List.of(), now, end);
    }

    private boolean inRegion(Place place) {
      return region == null || region.equals(region(place, job.work().wishes().topology()));
    }

    private List<Place> choose(List<Place> free, Role role, int wish, Topology topology) {
      if (free.size() < role.least()) {
        return List.of();
      }
      free.sort(
          Comparator.comparingDouble(
              (Place it) -> -it.pool.packer.liking(it.index, role.demand().task())));
      return switch (topology) {
        case NEAR -> Regions.near(free, role.least(), wish);
        case SPREAD -> Regions.spread(free, wish);
        case SAME_SWITCH, SAME_SUPER_NODE ->
            Regions.within(free, it -> region(it, topology), role.least(), wish);
      };
    }
  }

  static String region(Place place, Topology topology) {
    return topology == Topology.SAME_SUPER_NODE ? place.node().superNode() : place.network();
  }
}
