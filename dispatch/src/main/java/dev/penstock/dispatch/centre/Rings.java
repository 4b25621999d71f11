package dev.penstock.dispatch.centre;

/**
 * Which cards of a node may work together. Up to a group's cards come from one group, and their
 * number is a power of two; more take the whole node. Among groups with room the preference tables
 * of Ascend's scheduler plug-in for Volcano decide: one card from a group with 1, 3, 2 or 4 free,
 * two from one with 2, 4 or 3.
 */
final class Rings {
  private static final int[][] PREFERENCES = {{}, {1, 3, 2, 4}, {2, 4, 3}};

  private Rings() {}

  /** Whether a node with such groups can ever give the demand. */
  static boolean allows(int ringCards, int nodeCards, Demand demand) {
    if (ringCards == 0 || !demand.wholeCards()) {
      return true;
    }
    return allows(ringCards, nodeCards, demand.cards());
  }

  private static boolean allows(int ringCards, int nodeCards, int cards) {
    return cards == nodeCards || (cards <= ringCards && Integer.bitCount(cards) == 1);
  }

  /**
   * The cards to take, as bits; 0 where the free ones do not do.
   *
   * @param free the wholly free cards, as bits
   */
  static int choose(int free, int ringCards, int nodeCards, int cards) {
    if (cards == nodeCards || !allows(ringCards, nodeCards, cards)) {
      return cards == nodeCards && Integer.bitCount(free) == nodeCards ? free : 0;
    }
    int best = 0;
    int bestRank = Integer.MAX_VALUE;
    for (int first = 0; first < nodeCards; first += ringCards) {
      int inRing = free & (int) (((1L << ringCards) - 1) << first);
      int count = Integer.bitCount(inRing);
      int rank = count < cards ? Integer.MAX_VALUE : rank(count, cards);
      if (rank < bestRank) {
        best = inRing;
        bestRank = rank;
      }
    }
    return lowest(best, cards);
  }

  private static int rank(int free, int cards) {
    if (cards < PREFERENCES.length) {
      int[] order = PREFERENCES[cards];
      for (int rank = 0; rank < order.length; rank++) {
        if (order[rank] == free) {
          return rank;
        }
      }
    }
    return free;
  }

  private static int lowest(int free, int cards) {
    int chosen = 0;
    int left = free;
    for (int i = 0; i < cards && left != 0; i++) {
      chosen |= Integer.lowestOneBit(left);
      left &= left - 1;
    }
    return chosen;
  }
}
