package dev.penstock.dispatch.centre;

import dev.penstock.dispatch.packing.Scorer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All nodes, by the model of their cards. */
final class Space {
  private final Map<String, Pool> pools = new TreeMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  Space(Collection<Node> nodes, Scorer.Policy policy) {
    Map<String, List<Node>> byModel = new TreeMap<>();
    for (Node node : nodes.stream().sorted(Comparator.comparing(Node::name)).toList()) {
      byModel
          .computeIfAbsent(Objects.requireNonNullElse(node.model(), ""), it -> new ArrayList<>())
          .add(node);
    }
    byModel.forEach((model, own) -> pools.put(model, new Pool(own, policy)));
    pools.values().forEach(pool -> pool.places.forEach(it -> places.put(it.node().name(), it)));
  }

  Collection<Place> places() {
    return places.values();
  }

  @Nullable Place place(String node) {
    return places.get(node);
  }

  /** Where the demand may fit; work without cards goes first where there are none. */
  Collection<Pool> pools(Demand demand) {
    if (demand.model() == null) {
      return pools.values();
    }
    Pool pool = pools.get(demand.model());
    return pool == null ? List.of() : List.of(pool);
  }

  /** The nodes of these pools, where the demand could or could not fit. */
  List<Place> candidates(Demand demand) {
    Collection<Pool> own = pools(demand);
    if (own.size() == 1) {
      return own.iterator().next().places;
    }
    List<Place> all = new ArrayList<>();
    own.forEach(pool -> all.addAll(pool.places));
    return all;
  }
}
