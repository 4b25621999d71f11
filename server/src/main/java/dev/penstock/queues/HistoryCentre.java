package dev.penstock.queues;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The centre as a replay of its history needs it.
 *
 * @param queues what is above first
 */
record HistoryCentre(HistoryPolicy policy, List<HistoryNode> nodes, List<HistoryQueue> queues) {
  HistoryCentre {
    nodes = List.copyOf(nodes);
    queues = List.copyOf(queues);
  }

  /** How the dispatcher decides; see {@code penstock.dispatch}. */
  record HistoryPolicy(
      String placing,
      double shortFirst,
      long overtakenMillis,
      long longestWaitMillis,
      long halfLifeMillis,
      int held,
      long reclaimAfterMillis,
      int stopsPerHour,
      long movesAfterMillis) {
    static HistoryPolicy of(DispatchSettings it) {
      return new HistoryPolicy(
          it.placing(),
          it.shortFirst(),
          it.overtaken().toMillis(),
          it.longestWait().toMillis(),
          it.halfLife().toMillis(),
          it.held(),
          it.reclaimAfter().toMillis(),
          it.stopsPerHour(),
          it.movesAfter().toMillis());
    }
  }

  /**
   * A node that is there now.
   *
   * @param cards the vendor's numbers of its cards
   * @param faulty those of them that are faulty now
   */
  record HistoryNode(
      String name,
      @Nullable String cardModel,
      List<Integer> cards,
      List<Integer> faulty,
      int ringCards,
      long milliCores,
      long memoryMiB,
      @Nullable String network,
      @Nullable String superNode,
      Map<String, String> labels) {
    static HistoryNode of(FleetNode it) {
      return new HistoryNode(
          it.name(),
          it.cardModel(),
          it.cards().stream().map(NodeCard::index).toList(),
          it.cards().stream().filter(card -> !card.healthy()).map(NodeCard::index).toList(),
          it.ringCards(),
          it.milliCores(),
          it.memoryMiB(),
          it.network(),
          it.superNode(),
          Terms.labels(it));
    }
  }

  /**
   * A queue with its rights as they are now.
   *
   * @param name by which jobs name it
   * @param title as people call it: the organisation's name, and the project's behind a slash
   * @param parent null for an organisation's
   */
  record HistoryQueue(
      String name,
      String title,
      @Nullable String parent,
      double weight,
      ResourceAmounts guaranteed,
      ResourceAmounts limit,
      ResourceAmounts userLimit) {
    static HistoryQueue of(String title, QueueRight it, String org) {
      return new HistoryQueue(
          it.project() == null ? org : org + "/" + it.project(),
          title,
          it.project() == null ? null : org,
          it.weight(),
          it.guaranteed(),
          it.limit(),
          it.userLimit());
    }
  }
}
