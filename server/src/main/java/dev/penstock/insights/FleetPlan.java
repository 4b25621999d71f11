package dev.penstock.insights;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import dev.penstock.fleet.NodeState;
import dev.penstock.jobs.JobFigures.Running;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What runs where, and on what: the floor plan. */
record FleetPlan(Instant at, List<PlanNode> nodes) {

  /**
   * A node.
   *
   * @param reason why it takes no work, where it takes none
   * @param since when its state last changed, where that is known
   * @param drainedBy who drained it
   * @param detail what its engine says of it, absent when all is well
   * @param healthy whether its engine sees it, and all its cards are healthy
   * @param network the switch that it hangs on, absent where nobody said
   * @param superNode the super-node that it belongs to, absent where nobody said
   * @param ringCards how many of its cards work together as one group; 0 where any of them do
   * @param labels what selectors look for
   */
  record PlanNode(
      String name,
      String address,
      String engine,
      NodeState state,
      @Nullable String reason,
      @Nullable Instant since,
      @Nullable String drainedBy,
      @Nullable String detail,
      boolean healthy,
      @Nullable String network,
      @Nullable String superNode,
      int ringCards,
      Map<String, String> labels,
      Instant lastSeen,
      long milliCoresUsed,
      long milliCoresTotal,
      long memoryMiBUsed,
      long memoryMiBTotal,
      List<PlanCard> cards,
      List<PlanAttempt> attempts) {}

  /**
   * A card.
   *
   * @param detail what its vendor's tool says of it
   * @param jobId whose it is now, absent while it is free; of several that have a part of it, one
   * @param milliUsed thousandths of it that are in use
   */
  record PlanCard(
      int index,
      String model,
      boolean healthy,
      String detail,
      @Nullable Integer temperatureC,
      @Nullable Double powerWatts,
      @Nullable Long memoryMiB,
      @Nullable JobId jobId,
      @Nullable AttemptId attemptId,
      int milliUsed) {}

  /**
   * What an attempt holds of a node; one of several ranks on it has as many of these.
   *
   * @param cardMilli thousandths that it has of each of the cards; 0 where it has none
   * @param startedAt absent while it is being started
   */
  record PlanAttempt(
      AttemptId attemptId,
      JobId jobId,
      String jobName,
      OrgId organisationId,
      String organisation,
      String kind,
      long milliCores,
      long memoryMiB,
      List<Integer> cards,
      int cardMilli,
      @Nullable Instant startedAt) {}

  /**
   * The plan.
   *
   * @param running what the attempts are of; one that has just gone may be missing
   * @param organisations their names by id
   */
  static FleetPlan of(
      Instant at,
      List<FleetNode> nodes,
      List<Held> held,
      Map<AttemptId, Running> running,
      Map<UUID, String> organisations) {
    return new FleetPlan(
        at,
        nodes.stream()
            .map(
                it ->
                    node(
                        it,
                        held.stream().filter(h -> h.node().equals(it.name())).toList(),
                        running,
                        organisations))
            .toList());
  }

  private static PlanNode node(
      FleetNode it,
      List<Held> held,
      Map<AttemptId, Running> running,
      Map<UUID, String> organisations) {
    return new PlanNode(
        it.name(),
        it.address(),
        it.engine(),
        it.state(),
        it.reason(),
        it.since(),
        it.by(),
        it.detail().isBlank() ? null : it.detail(),
        it.state() != NodeState.DOWN && it.cards().stream().allMatch(NodeCard::healthy),
        it.network(),
        it.superNode(),
        it.ringCards(),
        it.labels(),
        it.seenAt(),
        held.stream().mapToLong(Held::milliCores).sum(),
        it.milliCores(),
        held.stream().mapToLong(Held::memoryMiB).sum(),
        it.memoryMiB(),
        it.cards().stream().map(card -> card(card, held)).toList(),
        held.stream().map(one -> attempt(one, running.get(one.attempt()), organisations)).toList());
  }

  private static PlanCard card(NodeCard it, List<Held> held) {
    List<Held> on = held.stream().filter(one -> one.cards().contains(it.index())).toList();
    Held by = on.isEmpty() ? null : on.getFirst();
    return new PlanCard(
        it.index(),
        it.model(),
        it.healthy(),
        it.detail(),
        it.temperatureC(),
        it.powerWatts(),
        it.memoryMiB(),
        by == null ? null : by.job(),
        by == null ? null : by.attempt(),
        on.stream().mapToInt(Held::cardMilli).sum());
  }

  private static PlanAttempt attempt(
      Held it, @Nullable Running running, Map<UUID, String> organisations) {
    return new PlanAttempt(
        it.attempt(),
        it.job(),
        running == null ? "" : running.jobName(),
        it.org(),
        organisations.getOrDefault(it.org().value(), ""),
        running == null ? "" : running.kind(),
        it.milliCores(),
        it.memoryMiB(),
        it.cards(),
        it.cardMilli(),
        running == null ? null : running.startedAt());
  }
}
