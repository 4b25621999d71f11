package dev.penstock.queues;

import dev.penstock.dispatch.centre.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rule that holds a waiting job, with its figures. */
public sealed interface WaitReason {

  /**
   * Too few nodes have room at once.
   *
   * @param fitting nodes with room now
   * @param needed nodes that it needs
   * @param possible nodes that would have room if they were ready and empty
   */
  record Room(int fitting, int needed, int possible) implements WaitReason {}

  /**
   * Others wait for the same kind of node.
   *
   * @param before how many of them, that came before or have a higher priority
   */
  record Behind(int before) implements WaitReason {}

  /**
   * Its last placement was refused.
   *
   * @param why a word of who refused it
   */
  record Refused(String why) implements WaitReason {}

  /**
   * It is to start later.
   *
   * @param until the earliest start that was asked for
   */
  record NotBefore(Instant until) implements WaitReason {}

  /**
   * It is to start after others.
   *
   * @param jobs the names of those that have not ended, at least one
   */
  record After(List<String> jobs) implements WaitReason {
    public After {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * There is room, but it is kept.
   *
   * @param reserved whether for a reservation or maintenance; else for one that came before
   * @param from from when it is kept
   */
  record Kept(boolean reserved, Instant from) implements WaitReason {}

  /**
   * A limit is reached.
   *
   * @param own whether it is the submitter's own; else the project's or the organisation's
   * @param resource a card model, {@code cores} or {@code memory}
   * @param used what is used; cards, cores or MiB
   * @param limit the most
   * @param asked what it needs more
   */
  record Limit(boolean own, String resource, String used, String limit, String asked)
      implements WaitReason {}

  /**
   * It can't be taken back once it runs, and would take from what is guaranteed to others.
   *
   * @param resource a card model, {@code cores} or {@code memory}
   * @param free how much may still be lent
   * @param asked what it needs
   */
  record Guaranteed(String resource, String free, String asked) implements WaitReason {}

  /**
   * It waits for cheaper hours.
   *
   * @param until when they come; null when none are known
   */
  record Price(@Nullable Instant until) implements WaitReason {}

  /**
   * Room is being made for it.
   *
   * @param stopping how many are stopped
   */
  record MakingRoom(int stopping) implements WaitReason {}

  /** As many of an array's tasks run as may at once. */
  record AtOnce(int running) implements WaitReason {}

  /** What the kernel says; null where it says nothing yet. */
  static @Nullable WaitReason of(Reason reason) {
    return switch (reason) {
      case Reason.NoRoom(int fitting, int needed, int possible) ->
          new Room(fitting, needed, possible);
      case Reason.Behind(var first, int before, var why) ->
          why instanceof Reason.NoRoom || why instanceof Reason.Kept ? new Behind(before) : of(why);
      case Reason.Kept(var owner, boolean reserved, long from) ->
          new Kept(reserved, Instant.ofEpochMilli(from));
      case Reason.Limit(var queue, var user, var resource, long used, long limit, long asked) ->
          new Limit(
              user != null,
              String.valueOf(resource),
              amount(resource, used),
              amount(resource, limit),
              amount(resource, asked));
      case Reason.Guaranteed(var resource, long free, long asked) ->
          new Guaranteed(String.valueOf(resource), amount(resource, free), amount(resource, asked));
      case Reason.Price(long until) ->
          new Price(until == Long.MAX_VALUE ? null : Instant.ofEpochMilli(until));
      case Reason.MakingRoom(int stopping) -> new MakingRoom(stopping);
      case Reason.AtOnce(int running) -> new AtOnce(running);
      case Reason.NotBefore(long until) -> new NotBefore(Instant.ofEpochMilli(until));
      case Reason.After _, Reason.Refused _, Reason.NotLookedAt _ -> null;
    };
  }

  /** Cores and cards are counted in thousandths, memory in MiB. */
  private static String amount(@Nullable String resource, long amount) {
    return "memory".equals(resource)
        ? Long.toString(amount)
        : BigDecimal.valueOf(amount, 3).stripTrailingZeros().toPlainString();
  }
}
