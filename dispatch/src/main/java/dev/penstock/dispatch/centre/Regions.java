package dev.penstock.dispatch.centre;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Chooses among nodes with room by where they hang; each list is in the order of liking. */
final class Regions {
  private Regions() {}

  static Map<String, List<Place>> group(List<Place> places, Function<Place, String> region) {
    Map<String, List<Place>> groups = new LinkedHashMap<>();
    places.forEach(
        it -> groups.computeIfAbsent(region.apply(it), key -> new ArrayList<>()).add(it));
    return groups;
  }

  /** All in one region, the one in which the least is left; none when no region has so many. */
  static List<Place> within(List<Place> free, Function<Place, String> region, int least, int wish) {
    List<List<Place>> enough =
        group(free, region).values().stream().filter(it -> it.size() >= least).toList();
    // with room for all that is wished rather than not, and of these the tightest
    return enough.stream()
        .min(
            Comparator.<List<Place>>comparingInt(it -> Math.max(0, wish - it.size()))
                .thenComparingInt(List::size))
        .map(it -> first(it, wish))
        .orElse(List.of());
  }

  /** Under the fewest switches, of the fewest super-nodes. */
  static List<Place> near(List<Place> free, int least, int wish) {
    List<Place> chosen = within(free, it -> Placer.region(it, Topology.SAME_SWITCH), least, wish);
    if (!chosen.isEmpty()) {
      return chosen;
    }
    return group(free, it -> it.node().superNode()).values().stream()
        .filter(it -> it.size() >= least)
        .map(it -> fullest(it, wish))
        .min(
            Comparator.<List<Place>>comparingInt(it -> wish - it.size())
                .thenComparingInt(Regions::switches))
        .orElseGet(() -> fullest(free, wish));
  }

  private static int switches(List<Place> places) {
    return group(places, it -> Placer.region(it, Topology.SAME_SWITCH)).size();
  }

  /** From the switch with the most room on. */
  private static List<Place> fullest(List<Place> free, int wish) {
    List<Place> chosen = new ArrayList<>();
    group(free, it -> Placer.region(it, Topology.SAME_SWITCH)).values().stream()
        .sorted(Comparator.<List<Place>>comparingInt(List::size).reversed())
        .forEach(chosen::addAll);
    return first(chosen, wish);
  }

  /** One of each switch in turn. */
  static List<Place> spread(List<Place> free, int wish) {
    List<Deque<Place>> groups = new ArrayList<>();
    group(free, it -> Placer.region(it, Topology.SAME_SWITCH))
        .values()
        .forEach(it -> groups.add(new ArrayDeque<>(it)));
    List<Place> chosen = new ArrayList<>();
    while (chosen.size() < wish && !groups.isEmpty()) {
      for (Deque<Place> group : List.copyOf(groups)) {
        if (chosen.size() < wish) {
          chosen.add(group.removeFirst());
        }
      }
      groups.removeIf(Deque::isEmpty);
    }
    return chosen;
  }

  private static List<Place> first(List<Place> places, int most) {
    return places.subList(0, Math.min(most, places.size()));
  }
}
