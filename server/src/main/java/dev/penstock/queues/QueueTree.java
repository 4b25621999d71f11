package dev.penstock.queues;

import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queues, and how each stands.
 *
 * @param capacity what can be used now of all nodes that are not down
 * @param organisations by name
 */
record QueueTree(Instant at, ResourceAmounts capacity, List<OrganisationQueue> organisations) {

  /**
   * What a queue may.
   *
   * @param weight its part of what is not guaranteed, against its siblings'
   * @param guaranteed what it gets whenever it asks
   * @param limit the most that it may hold; no limit of what is not named
   * @param userLimit the most that one person may hold in it
   * @param changedAt absent where nothing was ever said of it
   */
  record GivenRights(
      double weight,
      ResourceAmounts guaranteed,
      ResourceAmounts limit,
      ResourceAmounts userLimit,
      @Nullable Instant changedAt,
      @Nullable String changedBy) {
    static GivenRights of(QueueRight right) {
      return new GivenRights(
          right.weight(),
          right.guaranteed(),
          right.limit(),
          right.userLimit(),
          right.changedAt(),
          right.changedBy());
    }
  }

  /**
   * How a queue stands with one resource, in thousandths of a core or of a card.
   *
   * @param cardModel the model of the cards; absent for cores
   * @param used what its work holds
   * @param waiting what its work that waits would hold besides
   * @param guaranteed what it gets whenever it asks
   * @param deserved what it would hold if all that is used and waits were divided anew
   * @param borrowed what it holds beyond what is guaranteed
   * @param limit the most that it may hold; absent where there is no limit
   */
  record QueueShare(
      @Nullable String cardModel,
      long used,
      long waiting,
      long guaranteed,
      long deserved,
      long borrowed,
      @Nullable Long limit) {}

  /**
   * An organisation's queue.
   *
   * @param waitingJobs how many of its jobs wait
   */
  record OrganisationQueue(
      OrgId id,
      String name,
      GivenRights rights,
      int waitingJobs,
      List<QueueShare> shares,
      List<ProjectQueue> projects) {}

  /**
   * A project's queue.
   *
   * @param waitingJobs how many of its jobs wait
   */
  record ProjectQueue(
      ProjectId id, String name, GivenRights rights, int waitingJobs, List<QueueShare> shares) {}
}
