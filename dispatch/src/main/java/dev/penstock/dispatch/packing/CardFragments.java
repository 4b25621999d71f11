package dev.penstock.dispatch.packing;

import java.util.stream.IntStream;

/**
 * {@link Fragmentation} reckoned from the cards as they are: what kinds of one card can use of a
 * card depends on what is free of this one alone, and what kinds of several whole cards can use on
 * the number of these. Both are looked up; other kinds are gone through.
 */
final class CardFragments {
  private final Fragmentation fragmentation;
  private final int sizes;
  private final short[] sizesWithin;
  private final double[] ofOneCard;
  private final double[] ofWholeCards;
  private final int[] others;

  CardFragments(Fragmentation fragmentation) {
    this.fragmentation = fragmentation;
    this.sizes = fragmentation.sizes.length + 1;
    this.sizesWithin = new short[Task.WHOLE + 1];
    for (int size : fragmentation.sizes) {
      for (int free = size; free <= Task.WHOLE; free++) {
        sizesWithin[free]++;
      }
    }
    this.ofOneCard = new double[(fragmentation.steps() + 1) * sizes];
    this.ofWholeCards = new double[(fragmentation.steps() + 1) * (NodePool.MOST_CARDS + 1)];
    for (int shape = 0; shape < fragmentation.shapes(); shape++) {
      add(shape);
    }
    this.others =
        IntStream.range(0, fragmentation.shapes())
            .filter(it -> fragmentation.shapeCards(it) > 1)
            .filter(it -> fragmentation.shapeMilli(it) < Task.WHOLE)
            .toArray();
  }

  private void add(int shape) {
    int cards = fragmentation.shapeCards(shape);
    int milli = fragmentation.shapeMilli(shape);
    for (int step = 0; step <= fragmentation.steps(); step++) {
      double reach = fragmentation.reach(step, shape);
      if (cards == 1) {
        for (int within = sizesWithin[milli]; within < sizes; within++) {
          ofOneCard[step * sizes + within] += reach;
        }
      } else if (milli == Task.WHOLE) {
        for (int whole = cards; whole <= NodePool.MOST_CARDS; whole++) {
          ofWholeCards[step * (NodePool.MOST_CARDS + 1) + whole] += reach * whole * Task.WHOLE;
        }
      }
    }
  }

  /** The step of cores that is reached, for {@link #without}. */
  int step(int milliCores) {
    return fragmentation.step(milliCores);
  }

  /**
   * F of a node as it would be without so much of these cards.
   *
   * @param step of its cores then
   * @param whole its wholly free cards then
   */
  double without(IdleCards idle, int node, int cards, int milli, int step, int whole) {
    int row = step * sizes;
    double wasted = -ofWholeCards[step * (NodePool.MOST_CARDS + 1) + whole];
    for (int at = idle.end(node) - 1; at >= idle.first(node); at--) {
      int free = idle.free(at) - (cards >> idle.card(at) & 1) * milli;
      wasted += free * (1 - ofOneCard[row + sizesWithin[free]]);
    }
    for (int shape : others) {
      wasted -= ofOther(idle, node, cards, milli, shape) * fragmentation.reach(step, shape);
    }
    return wasted;
  }

  private int ofOther(IdleCards idle, int node, int cards, int milli, int shape) {
    int usable = 0;
    int count = 0;
    for (int at = idle.first(node); at < idle.end(node); at++) {
      int free = idle.free(at) - (cards >> idle.card(at) & 1) * milli;
      if (free >= fragmentation.shapeMilli(shape)) {
        usable += free;
        count++;
      }
    }
    return count >= fragmentation.shapeCards(shape) ? usable : 0;
  }
}
