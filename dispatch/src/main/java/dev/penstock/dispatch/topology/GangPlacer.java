package dev.penstock.dispatch.topology;

import dev.penstock.dispatch.topology.RingCluster.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Places gangs all or nothing, and never against the rings: up to a ring's cards come from one
 * ring, more take whole nodes.
 */
public abstract class GangPlacer {
  final RingCluster cluster;

  GangPlacer(RingCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts a gang.
   *
   * @param cards how many, see {@link RingCluster#isAllowed}
   * @return a place for each rank; empty when there is no room now
   * @throws IllegalArgumentException when the rings allow no such number
   */
  public final List<Place> place(int cards) {
    if (!cluster.isAllowed(cards)) {
      throw new IllegalArgumentException(
          "%d cards can't be wired: ask for a power of two up to %d, for %d, or for a multiple of it"
              .formatted(cards, cluster.ringCards(), cluster.nodeCards()));
    }
    List<Place> places =
        cards <= cluster.ringCards() && cards < cluster.nodeCards()
            ? inRing(cards)
            : onNodes(cards / cluster.nodeCards());
    cluster.take(places);
    return places;
  }

  private List<Place> inRing(int cards) {
    int bestNode = -1;
    int bestRing = -1;
    long least = Long.MAX_VALUE;
    for (int node = 0; node < cluster.nodes(); node++) {
      for (int ring = 0; ring < cluster.rings(); ring++) {
        int free = Integer.bitCount(cluster.freeOf(node, ring));
        if (free >= cards) {
          long cost = cost(node, free, cards);
          if (cost < least) {
            least = cost;
            bestNode = node;
            bestRing = ring;
          }
        }
      }
    }
    return bestNode < 0
        ? List.of()
        : List.of(new Place(bestNode, lowest(cluster.freeOf(bestNode, bestRing), cards)));
  }

  /** How bad it is to take cards of a ring; the least is taken, among equals the first. */
  abstract long cost(int node, int freeInRing, int cards);

  /** So many whole nodes, in the order of the ranks; fewer when there are not enough. */
  abstract List<Integer> wholeNodes(int nodes);

  private List<Place> onNodes(int nodes) {
    List<Integer> chosen = wholeNodes(nodes);
    if (chosen.size() < nodes) {
      return List.of();
    }
    int all = (int) ((1L << cluster.nodeCards()) - 1);
    List<Place> places = new ArrayList<>();
    chosen.forEach(node -> places.add(new Place(node, all)));
    return places;
  }

  private static int lowest(int free, int cards) {
    int chosen = 0;
    int left = free;
    for (int i = 0; i < cards; i++) {
      chosen |= Integer.lowestOneBit(left);
      left &= left - 1;
    }
    return chosen;
  }
}
