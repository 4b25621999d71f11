package dev.penstock.queues;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a queue may.
 *
 * @param org the organisation
 * @param project the project; null for the organisation as a whole
 * @param weight its part of what is not guaranteed, against its siblings'; more than 0
 * @param guaranteed what it gets whenever it asks
 * @param limit the most that it may hold, borrowed or not
 * @param userLimit the most that one person may hold in it
 */
record QueueRight(
    UUID org,
    @Nullable UUID project,
    double weight,
    ResourceAmounts guaranteed,
    ResourceAmounts limit,
    ResourceAmounts userLimit,
    @Nullable Instant changedAt,
    @Nullable String changedBy) {

  /** What a queue may of which nothing was said. */
  static QueueRight plain(UUID org, @Nullable UUID project) {
    return new QueueRight(
        org,
        project,
        1,
        ResourceAmounts.NONE,
        ResourceAmounts.NONE,
        ResourceAmounts.NONE,
        null,
        null);
  }

  /** The queue's id: the project's, or else the organisation's. */
  UUID queue() {
    return project == null ? org : project;
  }
}
