package dev.penstock.engines.slurm;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Slurm says of a job, from slurmctld's memory or from slurmdbd's records.
 *
 * @param id Slurm's number; may be used again after a crash of slurmctld
 * @param name ours
 * @param states Slurm's words, such as {@code RUNNING} and {@code COMPLETING}
 * @param reason why it waits or ended, in Slurm's words
 * @param nodes short form, empty before it runs
 * @param startedAt null when it has not started
 * @param endedAt null when it has not ended
 * @param status as {@code wait(2)} gives it: the code times 256, plus the signal
 * @param gres the accelerators that it has, over all nodes
 */
record SlurmJob(
    long id,
    String name,
    Set<String> states,
    String reason,
    String nodes,
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int status,
    Gres gres) {
  private static final Set<String> WAITING =
      Set.of("PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT");
  private static final Set<String> LIVING =
      Set.of(
          "RUNNING",
          "SUSPENDED",
          "COMPLETING",
          "CONFIGURING",
          "RESIZING",
          "SIGNALING",
          "STAGE_OUT",
          "STOPPED",
          "EXPEDITING",
          "POWER_UP_NODE",
          "UPDATE_DB");

  boolean waits() {
    return states.stream().anyMatch(WAITING::contains) && !is("COMPLETING");
  }

  /** Ended, and nothing of it runs any more. */
  boolean ended() {
    return !waits() && states.stream().noneMatch(LIVING::contains);
  }

  boolean runs() {
    return !waits() && !ended();
  }

  boolean is(String state) {
    return states.contains(state);
  }

  /** 0 to 255, 128 + n for signal n. */
  int exitCode() {
    int signal = status & 0x7f;
    return signal > 0 ? 128 + signal : (status >> 8) & 0xff;
  }

  /**
   * Without what Slurm only guesses: a job's start before it runs, its end while it does. A job
   * that is cancelled while it waits is given its end as its start.
   */
  SlurmJob settled() {
    boolean never = waits() || (ended() && (nodes.isEmpty() || nodes.startsWith("None")));
    return new SlurmJob(
        id,
        name,
        states,
        reason,
        nodes,
        submittedAt,
        never ? null : startedAt,
        ended() ? endedAt : null,
        status,
        gres);
  }

  /** The attempt that its name tells; null when it was not named by us. */
  @Nullable UUID attempt(String mark) {
    try {
      return UUID.fromString(name.substring(mark.length()));
    } catch (IllegalArgumentException other) {
      return null;
    }
  }
}
