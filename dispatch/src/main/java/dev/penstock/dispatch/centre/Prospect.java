package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    List<Spot> spots = new ArrayList<>();
    long at = now;
    List<Role> roles = job.work().roles();
    for (int role = 0; role < roles.size(); role++) {
      List<Free> chosen =
          choose(
              free(space, job, roles.get(role).demand(), spots, now), job, roles.get(role).least());
      if (chosen.isEmpty()) {
        return null;
      }
      for (Free free : chosen) {
        spots.add(new Spot(free.place, role));
        at = Math.max(at, free.from);
      }
    }
    return new Prospect(at, spots);
  }

  private static List<Free> free(Space space, Job job, Demand demand, List<Spot> taken, long now) {
    List<Free> all = new ArrayList<>();
    for (Place place : space.candidates(demand)) {
      if (place.open()
          && place.node().couldHold(demand)
          && Placer.suits(place, job)
          && taken.stream().noneMatch(it -> it.place == place)) {
        long from = from(place, job, demand, now);
        if (from < Long.MAX_VALUE) {
          all.add(new Free(place, from));
        }
      }
    }
    all.sort(Comparator.comparingLong(Free::from));
    return all;
  }

  private static List<Free> choose(List<Free> all, Job job, int ranks) {
    Topology topology = job.work().wishes().topology();
    if (topology != Topology.SAME_SWITCH && topology != Topology.SAME_SUPER_NODE) {
      return all.size() < ranks ? List.of() : all.subList(0, ranks);
    }
    Map<String, List<Free>> regions = new LinkedHashMap<>();
    all.forEach(
        it ->
            regions
                .computeIfAbsent(Placer.region(it.place, topology), key -> new ArrayList<>())
                .add(it));
    return regions.values().stream()
        .filter(it -> it.size() >= ranks)
        .min(Comparator.comparingLong(it -> it.get(ranks - 1).from))
        .map(it -> it.subList(0, ranks))
        .orElse(List.of());
  }

  /** From when one node has room. */
  private static long from(Place place, Job job, Demand demand, long now) {
    if (!place.holds.isEmpty()) {
      return fromBetweenHolds(place, job, demand, now);
    }
    Outlook outlook = new Outlook(place, now);
    if (outlook.fits(demand)) {
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
        if (outlook.fits(demand)) {
          return run.endsBy();
        }
      }
    }
    return Long.MAX_VALUE;
  }

  private static long fromBetweenHolds(Place place, Job job, Demand demand, long now) {
    long[] times =
        LongStream.concat(
                place.runs.stream().mapToLong(Run::endsBy),
                place.holds.stream().mapToLong(Hold::to))
            .filter(time -> time > now && time < Long.MAX_VALUE)
            .sorted()
            .toArray();
    for (int i = -1; i < times.length; i++) {
      long time = i < 0 ? now : times[i];
      if (new Outlook(place, time).take(demand)
          && Holds.broken(place, job, demand, time, job.work().endsBy(time)) == null) {
        return time;
      }
    }
    return Long.MAX_VALUE;
  }
}
