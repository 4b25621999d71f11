package dev.penstock.engines.kubernetes;

import dev.penstock.engines.Card;
import dev.penstock.engines.Rank;
import dev.penstock.engines.StartOrder;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import dev.penstock.engines.kubernetes.KubernetesSettings.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranks that one pod template makes. A gang of few has a template a rank, so that each is pinned by
 * itself; in a gang of many those with the same cards share one, because a Volcano Job with a
 * template a node would outgrow what the cluster's store takes.
 *
 * @param task the name of the group's task
 * @param ranks its members, in order
 * @param by how a pod of it learns its rank
 */
record RankGroup(String task, List<Rank> ranks, By by) {
  static final int MOST_OWN_TEMPLATES = 32;

  /** How a pod learns its rank. */
  enum By {
    /** It is the only one. */
    TEMPLATE,
    /** By the number that the cluster gives it. */
    INDEX,
    /** By the node it is on. */
    NODE
  }

  RankGroup {
    ranks = List.copyOf(ranks);
  }

  boolean alone() {
    return by == By.TEMPLATE;
  }

  Rank first() {
    return ranks.getFirst();
  }

  /** The groups of an order, rank 0 in the first. */
  static List<RankGroup> of(StartOrder order, Form form, Placement placement) {
    List<Rank> ranks = order.ranks();
    if (ranks.size() == 1) {
      return List.of(new RankGroup("rank-0", ranks, By.TEMPLATE));
    }
    if (form != Form.VOLCANO || placement == Placement.SCHEDULED) {
      return List.of(new RankGroup("ranks", ranks, By.INDEX));
    }
    if (ranks.size() <= MOST_OWN_TEMPLATES) {
      return ranks.stream()
          .map(rank -> new RankGroup("rank-" + rank.index(), List.of(rank), By.TEMPLATE))
          .toList();
    }
    List<RankGroup> groups = new ArrayList<>();
    groups.add(new RankGroup("rank-0", List.of(ranks.getFirst()), By.TEMPLATE));
    Map<List<Integer>, List<Rank>> byCards = new LinkedHashMap<>();
    for (Rank rank : ranks.subList(1, ranks.size())) {
      byCards
          .computeIfAbsent(
              rank.cards().stream().map(Card::index).toList(), cards -> new ArrayList<>())
          .add(rank);
    }
    for (List<Rank> members : byCards.values()) {
      groups.add(new RankGroup("ranks-" + groups.size(), members, By.NODE));
    }
    return groups;
  }
}
