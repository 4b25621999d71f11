package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.Misused;
import dev.penstock.bench.simulate.variant.Variant;
import dev.penstock.dispatch.centre.Amounts;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.Policies;
import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.centre.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The centre of a variant.
 *
 * @param policy how it decides
 * @param nodes its nodes; those of the file come first, in the file's order
 * @param queues its queues
 */
record Changed(Policy policy, List<Node> nodes, List<Queue> queues) {
  private static final long MILLI = 1000;

  Changed {
    nodes = List.copyOf(nodes);
    queues = List.copyOf(queues);
  }

  /**
   * Makes it.
   *
   * @throws Misused when a queue is unknown, or no node would be left
   */
  static Changed of(Past past, Variant variant) throws Misused {
    return new Changed(
        Policies.named(variant.policy(), past.policy(), past.mix()),
        nodes(past.nodes(), variant),
        queues(past, variant));
  }

  /** More are like those that there are, in turn; of fewer the last ones are missing. */
  private static List<Node> nodes(List<Node> there, Variant variant) throws Misused {
    if (there.isEmpty()) {
      throw new Misused("the history has no nodes; export it anew");
    }
    int wanted = variant.nodes(there.size());
    Set<String> names = new HashSet<>();
    there.forEach(it -> names.add(it.name()));
    List<Node> nodes = new ArrayList<>(there.subList(0, Math.min(wanted, there.size())));
    for (int i = there.size(); i < wanted; i++) {
      Node like = there.get(i % there.size());
      String name = like.name() + "+" + i;
      while (!names.add(name)) {
        name += "+";
      }
      nodes.add(
          new Node(
              name,
              true,
              like.model(),
              like.cards(),
              0,
              like.ringCards(),
              like.milliCores(),
              like.memoryMiB(),
              like.network(),
              like.superNode(),
              like.labels()));
    }
    return nodes;
  }

  private static List<Queue> queues(Past past, Variant variant) throws Misused {
    Map<String, Integer> given = new HashMap<>();
    for (Map.Entry<String, Integer> it : new TreeMap<>(variant.quotas()).entrySet()) {
      given.put(queue(past, it.getKey()), it.getValue());
    }
    Unit unit = Unit.of(past.nodes());
    return past.queues().stream()
        .map(it -> given.containsKey(it.name()) ? with(it, given.get(it.name()), unit) : it)
        .toList();
  }

  private static String queue(Past past, String asked) throws Misused {
    List<String> found =
        past.queues().stream()
            .map(Queue::name)
            .filter(it -> it.equals(asked) || asked.equals(past.titles().get(it)))
            .toList();
    if (found.size() != 1) {
      throw new Misused(
          "--quota: \"%s\": %s; there are %s"
              .formatted(
                  asked,
                  found.isEmpty()
                      ? "there is no such queue"
                      : "several queues have this title, give the name of one of " + found,
                  past.queues().stream()
                      .map(it -> "\"" + past.titles().getOrDefault(it.name(), it.name()) + "\"")
                      .toList()));
    }
    return found.getFirst();
  }

  /** So many cards of the commonest model are guaranteed; a limit below that is raised to it. */
  private static Queue with(Queue it, long amount, Unit unit) {
    return new Queue(
        it.name(),
        it.parent(),
        it.weight(),
        guaranteed(it.guaranteed(), amount * MILLI, unit),
        atLeast(it.limit(), amount * MILLI, unit),
        it.userLimit());
  }

  private static Amounts guaranteed(Amounts now, long milli, Unit unit) {
    if (!unit.ofCards()) {
      return new Amounts(milli, now.memoryMiB(), now.milliCards());
    }
    Map<String, Long> cards = new HashMap<>(now.milliCards());
    cards.put(unit.models().getFirst(), milli);
    return new Amounts(now.milliCores(), now.memoryMiB(), cards);
  }

  private static Amounts atLeast(Amounts now, long milli, Unit unit) {
    if (!unit.ofCards()) {
      return new Amounts(Math.max(now.milliCores(), milli), now.memoryMiB(), now.milliCards());
    }
    Map<String, Long> cards = new HashMap<>(now.milliCards());
    cards.computeIfPresent(unit.models().getFirst(), (model, limit) -> Math.max(limit, milli));
    return new Amounts(now.milliCores(), now.memoryMiB(), cards);
  }
}
