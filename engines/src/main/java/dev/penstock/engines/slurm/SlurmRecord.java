package dev.penstock.engines.slurm;

import dev.penstock.engines.EngineRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job of this installation in Slurm's accounting. An attempt that was handed over more than once
 * has more than one.
 *
 * @param job Slurm's number
 * @param state Slurm's word
 * @param nodes full names
 * @param startedAt to the second, null when it never started
 * @param endedAt to the second, null while it lives
 * @param cardModel of its accelerators, as Slurm names the type; empty for none
 * @param cards over all nodes
 */
public record SlurmRecord(
    UUID attempt,
    long job,
    String state,
    List<String> nodes,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String cardModel,
    int cards) {
  public SlurmRecord {
    nodes = List.copyOf(nodes);
  }

  EngineRecord asEngineRecord() {
    return new EngineRecord(attempt, String.valueOf(job), startedAt, endedAt, cards);
  }

  static SlurmRecord of(UUID attempt, SlurmJob job) {
    return new SlurmRecord(
        attempt,
        job.id(),
        String.join(",", job.states()),
        job.nodes().startsWith("None") ? List.of() : HostList.expand(job.nodes()),
        job.startedAt(),
        job.endedAt(),
        job.gres().count() == 0 ? "" : Inventory.model(job.gres()),
        job.gres().count());
  }
}
