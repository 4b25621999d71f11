package dev.penstock.dispatch;

import java.util.UUID;

/** The first rule that holds a workload back. */
public sealed interface Wait {
  /** The workload that waits. */
  UUID workload();

  /**
   * Too few nodes have room at once.
   *
   * @param fitting nodes with room now
   * @param needed nodes needed
   * @param possible nodes that would have room if they were ready and empty
   */
  record NoRoom(UUID workload, int fitting, int needed, int possible) implements Wait {}

  /**
   * One that came before, or has a higher priority, waits for the same kind of node.
   *
   * @param behind the one in front that waits
   */
  record Behind(UUID workload, UUID behind) implements Wait {}
}
