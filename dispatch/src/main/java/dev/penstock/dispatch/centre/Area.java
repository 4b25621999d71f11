package dev.penstock.dispatch.centre;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes among which a whole gang may run: all, or one region where its ranks must be in one.
 *
 * @param byRole the nodes with cards of the right model, for each role
 */
record Area(List<List<Place>> byRole) {

  static List<Area> of(Space space, Job job) {
    List<List<Place>> all = new ArrayList<>();
    for (Role role : job.work().roles()) {
      all.add(space.candidates(role.demand()));
    }
    return Placer.inOneRegion(job) ? byRegion(all, job) : List.of(new Area(all));
  }

  private static List<Area> byRegion(List<List<Place>> all, Job job) {
    Topology topology = job.work().wishes().topology();
    Map<String, List<List<Place>>> regions = new LinkedHashMap<>();
    for (int role = 0; role < all.size(); role++) {
      for (Place place : all.get(role)) {
        regions
            .computeIfAbsent(Placer.region(place, topology), it -> empty(all.size()))
            .get(role)
            .add(place);
      }
    }
    return regions.values().stream().map(Area::new).toList();
  }

  private static List<List<Place>> empty(int roles) {
    List<List<Place>> lists = new ArrayList<>();
    for (int role = 0; role < roles; role++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }
}
