package dev.penstock.dispatch.queueing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Finds those whose eviction makes room at the least cost. */
final class Victims {
  /** Who may be evicted, given what the choice so far takes from each queue. */
  interface Rule {
    boolean permits(Task task, int takenFromItsQueue);
  }

  private final Cluster cluster;
  private final Rule rule;
  private final ToDoubleFunction<Task> cost;
  private final Map<Task, Double> costs = new HashMap<>();
  private final Set<Task> chosen = new LinkedHashSet<>();
  private final Map<Share, Integer> taken = new HashMap<>();

  private Victims(Cluster cluster, Rule rule, ToDoubleFunction<Task> cost) {
    this.cluster = cluster;
    this.rule = rule;
    this.cost = cost;
  }

  /** The victims that make room for so many cards; null when the rule forbids too many. */
  static @Nullable List<Task> find(
      Cluster cluster, int cards, Rule rule, ToDoubleFunction<Task> cost) {
    Victims victims = new Victims(cluster, rule, cost);
    int perNode = cluster.cards().perNode();
    int whole = cards <= perNode ? 0 : cards / perNode;
    int rest = cards - whole * perNode;
    Set<Integer> nodes = new LinkedHashSet<>();
    for (int i = 0; i < whole; i++) {
      if (!victims.clear(perNode, nodes)) {
        return null;
      }
    }
    if (rest > 0 && !victims.clear(rest, nodes)) {
      return null;
    }
    return new ArrayList<>(victims.chosen);
  }

  /** Chooses one more node, and whom to evict there. */
  private boolean clear(int cards, Set<Integer> nodes) {
    int best = -1;
    double bestCost = Double.MAX_VALUE;
    List<Task> bestChoice = List.of();
    for (int node = 0; node < cluster.cards().nodes(); node++) {
      List<Task> choice = nodes.contains(node) ? null : choose(node, cards);
      if (choice != null) {
        double sum = choice.stream().mapToDouble(this::cost).sum();
        if (sum < bestCost) {
          best = node;
          bestCost = sum;
          bestChoice = choice;
        }
      }
    }
    if (best < 0) {
      return false;
    }
    nodes.add(best);
    for (Task task : bestChoice) {
      chosen.add(task);
      taken.merge(task.queue(), task.cards(), Integer::sum);
    }
    return true;
  }

  /** The cheapest on the node, until there is room, less those that turn out not to be needed. */
  private @Nullable List<Task> choose(int node, int cards) {
    int free = cluster.cards().freeOn(node);
    List<Task> candidates = new ArrayList<>();
    for (Task task : cluster.onNode(node)) {
      if (chosen.contains(task)) {
        free += on(task, node);
      } else if (rule.permits(task, taken.getOrDefault(task.queue(), 0))) {
        candidates.add(task);
      }
    }
    candidates.sort(
        Comparator.<Task>comparingDouble(it -> cost(it) / on(it, node))
            .thenComparingLong(Task::id));
    Map<Share, Integer> here = new HashMap<>();
    List<Task> choice = new ArrayList<>();
    for (Task task : candidates) {
      if (free >= cards) {
        break;
      }
      int before = taken.getOrDefault(task.queue(), 0) + here.getOrDefault(task.queue(), 0);
      if (rule.permits(task, before)) {
        choice.add(task);
        here.merge(task.queue(), task.cards(), Integer::sum);
        free += on(task, node);
      }
    }
    if (free < cards) {
      return null;
    }
    for (int i = choice.size() - 1; i >= 0; i--) {
      int its = on(choice.get(i), node);
      if (free - its >= cards) {
        free -= its;
        choice.remove(i);
      }
    }
    return choice;
  }

  private double cost(Task task) {
    return costs.computeIfAbsent(task, cost::applyAsDouble);
  }

  private static int on(Task task, int node) {
    for (Slot slot : task.slots()) {
      if (slot.node() == node) {
        return slot.count();
      }
    }
    return 0;
  }
}
