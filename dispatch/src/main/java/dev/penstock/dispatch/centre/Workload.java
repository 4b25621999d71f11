package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits: a job, or an array of equal tasks that is held as one. Times are in milliseconds.
 *
 * @param id identifies it
 * @param queue a leaf of the tree
 * @param user whose it is, for the limits by user
 * @param roles its gang, started whole or not at all; most have one role of one rank
 * @param tasks how many times it is to be started, 1 or more; an array when more than one
 * @param atOnce how many of its tasks may run at a time, 1 or more
 * @param priority within its queue the higher goes first
 * @param submitted when it came; among equals the earlier goes first, then the lower id
 * @param wallTime how long a task runs at most; null for without end
 * @param preemptible whether it may be stopped, to wait and start again
 * @param wishes when and where it wants to run
 */
public record Workload(
    UUID id,
    String queue,
    String user,
    List<Role> roles,
    int tasks,
    int atOnce,
    int priority,
    long submitted,
    @Nullable Long wallTime,
    boolean preemptible,
    Wishes wishes) {
  public Workload {
    roles = List.copyOf(roles);
    if (roles.isEmpty() || tasks < 1 || atOnce < 1) {
      throw new IllegalArgumentException(
          "workload %s: %d roles, %d tasks, %d at once; give 1 or more of each"
              .formatted(id, roles.size(), tasks, atOnce));
    }
    if (wallTime != null && wallTime <= 0) {
      throw new IllegalArgumentException(
          "workload %s: wallTime is %d: give more than 0".formatted(id, wallTime));
    }
  }

  /** When a start at that time ends at the latest; {@link Long#MAX_VALUE} for without end. */
  long endsBy(long start) {
    return wallTime == null || wallTime > Long.MAX_VALUE - start
        ? Long.MAX_VALUE
        : start + wallTime;
  }
}
