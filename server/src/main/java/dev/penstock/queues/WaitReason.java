package dev.penstock.queues;

import java.time.Instant;
import java.util.List;

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
}
