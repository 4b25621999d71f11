package dev.penstock.dispatch.centre;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first rule that holds a workload back, with its figures. */
public sealed interface Reason {

  /** It is not to start before that time, in milliseconds. */
  record NotBefore(long until) implements Reason {}

  /**
   * It waits for cheaper hours.
   *
   * @param until when they come, in milliseconds; {@link Long#MAX_VALUE} when none are known
   */
  record Price(long until) implements Reason {}

  /** Others must have ended before. */
  record After(List<UUID> workloads) implements Reason {
    public After {
      workloads = List.copyOf(workloads);
    }
  }

  /** A start was refused; it is tried again then. */
  record Refused(long until) implements Reason {}

  /** As many of its tasks run as may at a time. */
  record AtOnce(int running) implements Reason {}

  /**
   * A limit of a queue is reached.
   *
   * @param queue the queue
   * @param user whose limit it is; null for that of all
   * @param resource a card model, {@code cores} or {@code memory}
   * @param used how much is used; thousandths of cards or cores, or MiB
   * @param limit the most
   * @param asked what it needs more
   */
  record Limit(
      String queue,
      @Nullable String user,
      @Nullable String resource,
      long used,
      long limit,
      long asked)
      implements Reason {}

  /**
   * It can't be taken back, and would take from what is guaranteed to others.
   *
   * @param resource a card model, {@code cores} or {@code memory}
   * @param free how much may be lent for good
   * @param asked what it needs
   */
  record Guaranteed(@Nullable String resource, long free, long asked) implements Reason {}

  /**
   * Too few nodes have room at once.
   *
   * @param fitting nodes with room now
   * @param needed nodes needed
   * @param possible nodes that would have room if they were ready and empty
   */
  record NoRoom(int fitting, int needed, int possible) implements Reason {}

  /**
   * There is room, but it is kept.
   *
   * @param owner the reservation, or the workload that it is kept for
   * @param reserved whether it is a reservation
   * @param from from when it is kept, in milliseconds
   */
  record Kept(UUID owner, boolean reserved, long from) implements Reason {}

  /**
   * Room is being made for it.
   *
   * @param stopping how many tasks are being stopped
   */
  record MakingRoom(int stopping) implements Reason {}

  /**
   * One before it in its queue waits for the same.
   *
   * @param first the first of them
   * @param before how many there are
   * @param reason what holds the first
   */
  record Behind(UUID first, int before, Reason reason) implements Reason {}

  /** No cycle has looked at it yet. */
  record NotLookedAt() implements Reason {}
}
