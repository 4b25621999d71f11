package dev.penstock.dispatch.packing;

import java.util.Arrays;
import java.util.List;

/**
 * How much of a node's idle cards the next task is expected not to be able to use: F of "Beware of
 * Fragmentation: Scheduling GPU-Sharing Workloads with Fragmentation Gradient Descent" (USENIX ATC
 * 2023). For each kind of task all idle cards count where the node can't run it, else those whose
 * rest is too small for it; a kind without cards counts all.
 *
 * <p>Kinds with the same cards share one sum, by the cores that they need: F = idle - sum over the
 * card shapes that fit of (share of kinds with at most these cores) x (idle that is large enough).
 */
final class Fragmentation {
  private static final double COVERED = 0.95;
  private static final int CORE_SHIFT = 10;

  /** Distinct parts of a card that kinds ask for, ascending. */
  final int[] sizes;

  private final int[] shapeCards;
  private final int[] shapeSize;
  private final int[] coreSteps;
  private final int[] stepAt;
  private final double[] reach;

  Fragmentation(Mix mix) {
    List<Mix.Kind> kinds =
        mix.covering(COVERED).kinds().stream().filter(it -> it.cards() > 0).toList();
    sizes = kinds.stream().mapToInt(Mix.Kind::cardMilli).distinct().sorted().toArray();
    List<List<Integer>> shapes =
        kinds.stream()
            .map(it -> List.of(it.cards(), Arrays.binarySearch(sizes, it.cardMilli())))
            .distinct()
            .toList();
    shapeCards = shapes.stream().mapToInt(it -> it.get(0)).toArray();
    shapeSize = shapes.stream().mapToInt(it -> it.get(1)).toArray();
    coreSteps = kinds.stream().mapToInt(Mix.Kind::milliCores).distinct().sorted().toArray();
    stepAt =
        new int[(coreSteps.length == 0 ? 0 : coreSteps[coreSteps.length - 1] >> CORE_SHIFT) + 1];
    for (int at = 0; at < stepAt.length; at++) {
      stepAt[at] = stepFrom(0, at << CORE_SHIFT);
    }
    reach = new double[(coreSteps.length + 1) * shapes.size()];
    for (Mix.Kind kind : kinds) {
      int shape =
          shapes.indexOf(List.of(kind.cards(), Arrays.binarySearch(sizes, kind.cardMilli())));
      int from = Arrays.binarySearch(coreSteps, kind.milliCores()) + 1;
      for (int step = from; step <= coreSteps.length; step++) {
        reach[step * shapes.size() + shape] += kind.share();
      }
    }
  }

  /**
   * F.
   *
   * @param milliCores the node's free cores
   * @param idle thousandths of cards that are free in all
   * @param usable for each of {@link #sizes}, what of it is on cards with at least so much free
   * @param count for each of {@link #sizes}, the number of these cards
   * @param at where the node's figures begin in both arrays
   */
  double of(int milliCores, int idle, int[] usable, int[] count, int at) {
    int row = step(milliCores) * shapeCards.length;
    double used = 0;
    for (int shape = 0; shape < shapeCards.length; shape++) {
      int size = at + shapeSize[shape];
      if (count[size] >= shapeCards[shape]) {
        used += reach[row + shape] * usable[size];
      }
    }
    return idle - used;
  }

  /** How many of the steps of cores are reached. */
  int step(int milliCores) {
    // a node that is closed, or smaller than what runs there, has less than nothing
    int cores = Math.max(0, milliCores);
    return stepFrom(stepAt[Math.min(cores >> CORE_SHIFT, stepAt.length - 1)], cores);
  }

  private int stepFrom(int step, int milliCores) {
    int reached = step;
    while (reached < coreSteps.length && coreSteps[reached] <= milliCores) {
      reached++;
    }
    return reached;
  }

  int steps() {
    return coreSteps.length;
  }

  int shapes() {
    return shapeCards.length;
  }

  /** How many cards kinds of this shape ask for. */
  int shapeCards(int shape) {
    return shapeCards[shape];
  }

  /** Thousandths of each of these cards. */
  int shapeMilli(int shape) {
    return sizes[shapeSize[shape]];
  }

  /** The share of tasks that are of this shape and need no more cores than this step's. */
  double reach(int step, int shape) {
    return reach[step * shapeCards.length + shape];
  }
}
