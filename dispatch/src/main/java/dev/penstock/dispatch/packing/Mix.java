package dev.penstock.dispatch.packing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each kind of task comes: all that a policy knows of what is ahead.
 *
 * @param kinds the kinds, the most frequent first
 */
public record Mix(List<Kind> kinds) {
  private static final Comparator<Kind> ORDER =
      Comparator.comparingDouble(Kind::share)
          .reversed()
          .thenComparingInt(Kind::milliCores)
          .thenComparingInt(Kind::cards)
          .thenComparingInt(Kind::cardMilli);

  /**
   * A kind of task; memory does not tell kinds apart.
   *
   * @param share of all tasks, 0 to 1
   */
  public record Kind(int milliCores, int cards, int cardMilli, double share) {
    int totalMilli() {
      return cards * cardMilli;
    }
  }

  private record Shape(int milliCores, int cards, int cardMilli) {}

  public Mix {
    kinds = kinds.stream().sorted(ORDER).toList();
  }

  /** The mix of tasks that were seen. */
  public static Mix of(Collection<Task> tasks) {
    Map<Shape, Integer> counts = new HashMap<>();
    for (Task task : tasks) {
      counts.merge(new Shape(task.milliCores(), task.cards(), task.cardMilli()), 1, Integer::sum);
    }
    List<Kind> kinds = new ArrayList<>();
    counts.forEach(
        (shape, count) ->
            kinds.add(
                new Kind(
                    shape.milliCores,
                    shape.cards,
                    shape.cardMilli,
                    (double) count / tasks.size())));
    return new Mix(kinds);
  }

  /** The most frequent kinds that make up this share of all, as shares of each other. */
  Mix covering(double share) {
    double sum = 0;
    List<Kind> covering = new ArrayList<>();
    for (Kind kind : kinds) {
      if (sum >= share - 1e-12) {
        break;
      }
      covering.add(kind);
      sum += kind.share;
    }
    double all = sum;
    return new Mix(
        covering.stream()
            .map(it -> new Kind(it.milliCores, it.cards, it.cardMilli, it.share / all))
            .toList());
  }
}
