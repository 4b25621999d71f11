package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Packer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * When and where there will be room for a task, if all that runs does so as long as it may.
 *
 * @param at in milliseconds
 */
record Prospect(long at, List<Spot> spots) {

  /** A rank's node to come. */
  record Spot(Place place, int role) {}

  private record Free(Place place, long from) {}

  /** The earliest; null when something that has no end stands in the way, or no nodes do. */
  static @Nullable Prospect of(Space space, Job job, long now) {
    return Area.of(space, job).stream()
        .map(area -> in(area, job, now))
        .filter(Objects::nonNull)
        .min(Comparator.comparingLong(Prospect::at))
        .orElse(null);
  }

  private static @Nullable Prospect in(Area area, Job job, long now) {
    List<Spot> spots = new ArrayList<>();
    long at = now;
    List<Role> roles = job.work().roles();
    for (int role = 0; role < roles.size(); role++) {
      List<Free> free = free(area.byRole().get(role), job, roles.get(role).demand(), spots, now);
      int ranks = roles.get(role).least();
      if (free.size() < ranks) {
        return null;
      }
      for (Free chosen : free.subList(0, ranks)) {
        spots.add(new Spot(chosen.place, role));
        at = Math.max(at, chosen.from);
      }
    }
    return new Prospect(at, spots);
  }

  private static List<Free> free(
      List<Place> places, Job job, Demand demand, List<Spot> taken, long now) {
    List<Free> all = new ArrayList<>();
    for (Place place : places) {
      if (place.open() && place.node().couldHold(demand) && Placer.suits(place, job)) {
        long from = from(place, job, demands(place, job, demand, taken), now);
        if (from < Long.MAX_VALUE) {
          all.add(new Free(place, from));
        }
      }
    }
    all.sort(Comparator.comparingLong(Free::from));
    return all;
  }

  /** What a task needs of a node in all, when ranks of other roles are to run there, too. */
  static List<Demand> demands(Place place, Job job, Demand demand, List<Spot> taken) {
    List<Demand> all = new ArrayList<>();
    for (Spot spot : taken) {
      if (spot.place == place) {
        all.add(job.work().roles().get(spot.role).demand());
      }
    }
    all.add(demand);
    return all;
  }

  /** From when one node has room. */
  private static long from(Place place, Job job, List<Demand> demands, long now) {
    if (!place.holds.isEmpty()) {
      return fromBetweenHolds(place, job, demands, now);
    }
    Outlook outlook = new Outlook(place, now, List.of());
    if (outlook.spots(demands) != null) {
      return now;
    }
    List<Run> runs = new ArrayList<>(place.runs);
    runs.sort(Comparator.comparingLong(Run::endsBy));
    for (Run run : runs) {
      if (run.endsBy() == Long.MAX_VALUE) {
        break;
      }
      if (run.endsBy() > now && !run.stopping()) {
        outlook.release(run);
        if (outlook.spots(demands) != null) {
          return run.endsBy();
        }
      }
    }
    return Long.MAX_VALUE;
  }

  private static long fromBetweenHolds(Place place, Job job, List<Demand> demands, long now) {
    long[] times =
        LongStream.concat(
                place.runs.stream().mapToLong(Run::endsBy),
                place.holds.stream().mapToLong(Hold::to))
            .filter(time -> time > now && time < Long.MAX_VALUE)
            .sorted()
            .toArray();
    for (int i = -1; i < times.length; i++) {
      long time = i < 0 ? now : times[i];
      List<Packer.Spot> spots = new Outlook(place, time, List.of()).spots(demands);
      if (spots != null
          && Holds.broken(place, job, spots, List.of(), time, job.work().endsBy(time)) == null) {
        return time;
      }
    }
    return Long.MAX_VALUE;
  }
}
