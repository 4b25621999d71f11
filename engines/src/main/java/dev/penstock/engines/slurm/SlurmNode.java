package dev.penstock.engines.slurm;

import dev.penstock.engines.NodeInfo;
import java.util.Set;
import java.util.TreeSet;

/**
 * A node as slurmctld knows it.
 *
 * @param states Slurm's words in upper case, such as {@code IDLE} and {@code DRAIN}
 * @param partitions that it belongs to
 * @param reason why it is not in service, empty otherwise
 */
record SlurmNode(
    String name,
    String address,
    int cpus,
    long memoryMiB,
    Gres gres,
    Set<String> states,
    Set<String> partitions,
    String reason) {
  /** Somebody wants it to rest, if only its power-saving program. */
  private static final Set<String> DRAINED =
      Set.of(
          "DRAIN",
          "DRAINED",
          "DRAINING",
          "MAINTENANCE",
          "POWERED_DOWN",
          "POWER_DOWN",
          "POWERING_DOWN",
          "REBOOT_REQUESTED",
          "REBOOT_ISSUED");

  private static final Set<String> DOWN =
      Set.of("DOWN", "ERROR", "FAIL", "FAILING", "INVAL", "INVALID_REG", "PERFCTRS");

  /**
   * Slurm has yet to judge: so is a node for a while after it was resumed, and every node after a
   * start of slurmctld.
   */
  private static final Set<String> SILENT = Set.of("NOT_RESPONDING", "NO_RESPOND", "UNKNOWN");

  /** Whether it is more than a name kept for later. */
  boolean exists() {
    return !states.contains("FUTURE");
  }

  /** Whether Slurm would start a job there; one that is drained may be shut down too. */
  NodeInfo.State service() {
    if (states.stream().anyMatch(DRAINED::contains)) {
      return NodeInfo.State.DRAINED;
    }
    if (states.stream().anyMatch(DOWN::contains)) {
      return NodeInfo.State.DOWN;
    }
    return states.stream().anyMatch(SILENT::contains)
        ? NodeInfo.State.DRAINED
        : NodeInfo.State.READY;
  }

  /** Slurm's reason, or its words for the state where it is out of service without one. */
  String detail() {
    return reason.isEmpty() && service() != NodeInfo.State.READY
        ? "Slurm says " + String.join("+", new TreeSet<>(states))
        : reason;
  }

  /** Whether Slurm would start a job there. */
  boolean usable() {
    return exists() && service() == NodeInfo.State.READY;
  }
}
