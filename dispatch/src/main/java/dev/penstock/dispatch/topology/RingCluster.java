package dev.penstock.dispatch.topology;

import java.util.Arrays;
import java.util.List;

/**
 * Which cards are free in a cluster of equal nodes: each has so many rings of so many cards, and
 * hangs on a switch with its neighbours. An Ascend 910 server has two HCCS rings of four; a mesh of
 * eight is one ring of eight.
 *
 * <p>Not safe for use by several threads.
 */
public final class RingCluster {
  private static final int MOST_CARDS = 32;

  private final int rings;
  private final int ringCards;
  private final int switchNodes;
  private final int[] free;
  private final int[] wholeNodes;
  private int idleCards;

  /**
   * An idle cluster.
   *
   * @param nodes how many nodes
   * @param rings rings of a node
   * @param ringCards cards of a ring; a node has at most 32 cards
   * @param switchNodes nodes of a switch; the last may have fewer
   */
  public RingCluster(int nodes, int rings, int ringCards, int switchNodes) {
    int cards = rings * ringCards;
    if (nodes < 1 || rings < 1 || ringCards < 1 || cards > MOST_CARDS || switchNodes < 1) {
      throw new IllegalArgumentException(
          "no such cluster: %d nodes of %d rings of %d cards, %d nodes a switch"
              .formatted(nodes, rings, ringCards, switchNodes));
    }
    this.rings = rings;
    this.ringCards = ringCards;
    this.switchNodes = switchNodes;
    this.free = new int[nodes];
    this.wholeNodes = new int[(nodes + switchNodes - 1) / switchNodes];
    Arrays.fill(free, all());
    for (int node = 0; node < nodes; node++) {
      wholeNodes[switchOf(node)]++;
    }
    this.idleCards = nodes * cards;
  }

  /**
   * A rank's cards.
   *
   * @param node the node's index
   * @param cards its cards there, as bits
   */
  public record Place(int node, int cards) {}

  public int nodes() {
    return free.length;
  }

  public int nodeCards() {
    return rings * ringCards;
  }

  public int rings() {
    return rings;
  }

  public int ringCards() {
    return ringCards;
  }

  public int switches() {
    return wholeNodes.length;
  }

  /** The switch that a node hangs on. */
  public int switchOf(int node) {
    return node / switchNodes;
  }

  /** How many nodes of a switch are wholly free. */
  public int wholeNodes(int of) {
    return wholeNodes[of];
  }

  /** Cards that are free in all. */
  public int idleCards() {
    return idleCards;
  }

  boolean isWhole(int node) {
    return free[node] == all();
  }

  /** The free cards of a ring, as bits of the node. */
  int freeOf(int node, int ring) {
    return free[node] & ringMask(ring);
  }

  int idleOf(int node) {
    return Integer.bitCount(free[node]);
  }

  private int all() {
    return (int) ((1L << nodeCards()) - 1);
  }

  private int ringMask(int ring) {
    return (int) ((1L << ringCards) - 1) << (ring * ringCards);
  }

  /**
   * Whether so many cards can be asked for: a power of two within a ring, a whole ring's multiple
   * within a node, or whole nodes.
   */
  public boolean isAllowed(int cards) {
    return cards > 0
        && (cards <= ringCards
            ? Integer.bitCount(cards) == 1
            : cards <= nodeCards() ? cards == nodeCards() : cards % nodeCards() == 0);
  }

  void take(List<Place> places) {
    places.forEach(it -> change(it.node, free[it.node] & ~it.cards));
  }

  /** The cards are free again. */
  public void giveBack(List<Place> places) {
    places.forEach(it -> change(it.node, free[it.node] | it.cards));
  }

  private void change(int node, int now) {
    int before = free[node];
    idleCards += Integer.bitCount(now) - Integer.bitCount(before);
    wholeNodes[switchOf(node)] += (now == all() ? 1 : 0) - (before == all() ? 1 : 0);
    free[node] = now;
  }
}
