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

  // a node's figures lie side by side, so that a look at a node is a look at one cache line
  private static final int STRIDE = 4;
  private static final int MEMORY = 1;
  private static final int IDLE = 2;
  private static final int LARGEST = 3;

  /** Taken off the free cores of a node on which nothing may start: more than any node has. */
  private static final int CLOSED = 1 << 30;

  private final int[] free;
  private final int[] firstCard;
  private final int[] cardMilli;

  private NodePool(int[] milliCores, int[] memoryMiB, int[] cards) {
    this.free = new int[cards.length * STRIDE];
    this.firstCard = new int[cards.length + 1];
    for (int node = 0; node < cards.length; node++) {
      if (cards[node] < 0 || cards[node] > MOST_CARDS) {
        throw new IllegalArgumentException(
            "node %d has %d cards: give 0 to %d".formatted(node, cards[node], MOST_CARDS));
      }
      firstCard[node + 1] = firstCard[node] + cards[node];
      free[node * STRIDE] = milliCores[node];
      free[node * STRIDE + MEMORY] = memoryMiB[node];
      free[node * STRIDE + IDLE] = cards[node] * Task.WHOLE;
      free[node * STRIDE + LARGEST] = cards[node] == 0 ? 0 : Task.WHOLE;
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
    return firstCard.length - 1;
  }

  /** Thousandths of cores that are free. */
  public int milliCores(int node) {
    return free[node * STRIDE];
  }

  /** MiB that are free. */
  public int memoryMiB(int node) {
    return free[node * STRIDE + MEMORY];
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
    return free[node * STRIDE + IDLE];
  }

  /** Whether the task could run there now. */
  public boolean fits(int node, Task task) {
    return mayFit(node, task) != 0 && (task.cards() <= 1 || hasCards(node, task));
  }

  /**
   * 1 where the task could run if one card were enough for it, else 0: a number, since what can't
   * be foretold is slower to branch on than to reckon with.
   */
  int mayFit(int node, Task task) {
    int at = node * STRIDE;
    int cores = free[at] - task.milliCores();
    int memory = free[at + MEMORY] - task.memoryMiB();
    int card = free[at + LARGEST] - task.cardMilli();
    return ~(cores | memory | card) >>> (Integer.SIZE - 1);
  }

  private boolean hasCards(int node, Task task) {
    if (task.totalMilli() > idleMilli(node)) {
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

  void close(int node) {
    free[node * STRIDE] -= CLOSED;
  }

  void open(int node) {
    free[node * STRIDE] += CLOSED;
  }

  private void change(int node, Task task, int cards, int times) {
    int figures = node * STRIDE;
    free[figures] -= times * task.milliCores();
    free[figures + MEMORY] -= times * task.memoryMiB();
    free[figures + IDLE] -= times * task.totalMilli();
    for (int left = cards; left != 0; left &= left - 1) {
      int at = firstCard[node] + Integer.numberOfTrailingZeros(left);
      cardMilli[at] -= times * task.cardMilli();
    }
    int largest = 0;
    for (int at = firstCard[node]; at < firstCard[node + 1]; at++) {
      largest = Math.max(largest, cardMilli[at]);
    }
    free[figures + LARGEST] = largest;
  }
}
