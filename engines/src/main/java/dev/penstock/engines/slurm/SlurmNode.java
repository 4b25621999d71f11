package dev.penstock.engines.slurm;

import java.util.Set;

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
  private static final Set<String> OUT =
      Set.of(
          "DOWN",
          "DRAIN",
          "DRAINED",
          "DRAINING",
          "ERROR",
          "FAIL",
          "FAILING",
          "FUTURE",
          "INVAL",
          "INVALID_REG",
          "MAINTENANCE",
          "NOT_RESPONDING",
          "NO_RESPOND",
          "PERFCTRS",
          "POWERED_DOWN",
          "POWER_DOWN",
          "POWERING_DOWN",
          "REBOOT_REQUESTED",
          "REBOOT_ISSUED",
          "UNKNOWN");

  /** Whether Slurm would start a job there. */
  boolean usable() {
    return states.stream().noneMatch(OUT::contains);
  }
}
