package dev.penstock.dispatch.packing;

import java.util.Arrays;

/**
 * What is free on each node, in flat arrays: a decision looks at thousands of nodes.
 *
 * <p>Not safe for use by several threads.
 */
public final class NodePool {
  /** The most cards of one node. */
  public static final int MOST_CARDS = 32;

  private final int[] milliCores;
  private final int[] memoryMiB;
  private final int[] firstCard;
  private final int[] cardMilli;
  private final int[] idle;

  private NodePool(int[] milliCores, int[] memoryMiB, int[] cards) {
    this.milliCores = milliCores.clone();
    this.memoryMiB = memoryMiB.clone();
    this.firstCard = new int[cards.length + 1];
    this.idle = new int[cards.length];
    for (int node = 0; node < cards.length; node++) {
      if (cards[node] < 0 || cards[node] > MOST_CARDS) {
        throw new IllegalArgumentException(
            "node %d has %d cards: give 0 to %d".formatted(node, cards[node], MOST_CARDS));
      }
      firstCard[node + 1] = firstCard[node] + cards[node];
      idle[node] = cards[node] * Task.WHOLE;
    }
    this.cardMilli = new int[firstCard[cards.length]];
    Arrays.fill(cardMilli, Task.WHOLE);
  }

  /**
   * Empty nodes.
   *
   * @param milliCores of each node
   * @param memoryMiB of each node
   * @param cards of each node, at most {@link #MOST_CARDS}
   */
  public static NodePool of(int[] milliCores, int[] memoryMiB, int[] cards) {
    if (milliCores.length != cards.length || memoryMiB.length != cards.length) {
      throw new IllegalArgumentException("each node needs cores, memory and cards");
    }
    return new NodePool(milliCores, memoryMiB, cards);
  }

  public int nodes() {
    return idle.length;
  }

  /** Thousandths of cores that are free. */
  public int milliCores(int node) {
    return milliCores[node];
  }

  /** MiB that are free. */
  public int memoryMiB(int node) {
    return memoryMiB[node];
  }

  /** How many cards the node has. */
  public int cards(int node) {
    return firstCard[node + 1] - firstCard[node];
  }

  /** Thousandths of this card that are free. */
  public int cardMilli(int node, int card) {
    return cardMilli[firstCard[node] + card];
  }

  /** Thousandths of all its cards that are free. */
  public int idleMilli(int node) {
    return idle[node];
  }

  /** Whether the task could run there now. */
  public boolean fits(int node, Task task) {
    if (task.milliCores() > milliCores[node]
        || task.memoryMiB() > memoryMiB[node]
        || task.totalMilli() > idle[node]) {
      return false;
    }
    int missing = task.cards();
    for (int at = firstCard[node]; missing > 0 && at < firstCard[node + 1]; at++) {
      if (cardMilli[at] >= task.cardMilli()) {
        missing--;
      }
    }
    return missing == 0;
  }

  /** The lowest cards with room for the task, as bits; it must fit. */
  int lowestCards(int node, Task task) {
    int chosen = 0;
    int missing = task.cards();
    for (int card = 0; missing > 0; card++) {
      if (cardMilli(node, card) >= task.cardMilli()) {
        chosen |= 1 << card;
        missing--;
      }
    }
    return chosen;
  }

  void take(int node, Task task, int cards) {
    change(node, task, cards, 1);
  }

  void giveBack(int node, Task task, int cards) {
    change(node, task, cards, -1);
  }

  private void change(int node, Task task, int cards, int times) {
    milliCores[node] -= times * task.milliCores();
    memoryMiB[node] -= times * task.memoryMiB();
    idle[node] -= times * task.totalMilli();
    for (int left = cards; left != 0; left &= left - 1) {
      int at = firstCard[node] + Integer.numberOfTrailingZeros(left);
      cardMilli[at] -= times * task.cardMilli();
    }
  }
}
