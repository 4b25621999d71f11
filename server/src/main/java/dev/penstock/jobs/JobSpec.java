package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.queues.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for, as written; {@link JobSpecs} checks it and fills in what is left out.
 *
 * @param name lower-case letters, digits and hyphens, at most 63
 * @param kind what the job is for; batch where absent
 * @param project the project's name; {@code default} where absent
 * @param runtime a runtime's name, or {@code name@version}
 * @param flavour a flavour's name
 * @param nodes how many nodes it has at once if it can, 1 to 10,000; 1 where absent
 * @param leastNodes with how many it may start when not all are free, 1 to nodes; all where absent
 * @param array makes it so many equal tasks
 * @param command the program
 * @param code the hash of an uploaded tree that is shown at {@code /job/code}
 * @param inputs what is shown read-only at {@code /job/inputs/<name>}
 * @param outputs what is kept of what the job writes
 * @param wallTime the longest that it may run; 1 h where absent; a service has none
 * @param environment further variables
 * @param retries how often it is tried again after a failure of its own, 0 to 10
 * @param priority normal where absent
 * @param after starts only when these jobs have ended, at most 64
 * @param earliestStart starts then or later
 * @param deadline when it must have ended; leaves room for its wall time
 * @param cheapest whether it may be moved to the cheapest time that meets its deadline
 * @param priceCeiling the most that an hour on all its nodes may cost, in yuan, such as 12.50
 * @param preemptible whether others may take its place; false where absent
 * @param topology how near its nodes are to each other; near where absent
 * @param nodeSelector labels that its nodes must have, at most 16
 * @param apart the name of a group; no two jobs of a group share a node
 */
public record JobSpec(
    @Schema(example = "digits") String name,
    @Nullable JobKind kind,
    @Nullable String project,
    @Schema(example = "pytorch-cpu") String runtime,
    @Schema(example = "cpu.small") String flavour,
    @Nullable Integer nodes,
    @Nullable Integer leastNodes,
    @Nullable Array array,
    Command command,
    @Nullable String code,
    @Nullable List<Input> inputs,
    @Nullable List<Output> outputs,
    @Nullable WallTime wallTime,
    @Nullable Map<String, String> environment,
    @Nullable Integer retries,
    @Nullable Priority priority,
    @Nullable List<After> after,
    @Schema(example = "2026-12-01T22:00:00+08:00") @Nullable Instant earliestStart,
    @Schema(example = "2026-12-02T08:00:00+08:00") @Nullable Instant deadline,
    @Nullable Boolean cheapest,
    @Schema(example = "12.50") @Nullable String priceCeiling,
    @Nullable Boolean preemptible,
    @Nullable Topology topology,
    @Nullable Map<String, String> nodeSelector,
    @Nullable String apart) {

  /** A job that says nothing of when and where it runs. */
  public static JobSpec plain(
      String name,
      JobKind kind,
      String project,
      String runtime,
      String flavour,
      Command command,
      @Nullable String code,
      @Nullable List<Input> inputs,
      @Nullable List<Output> outputs,
      @Nullable WallTime wallTime) {
    return new JobSpec(
        name, kind, project, runtime, flavour, 1, null, null, command, code, inputs, outputs,
        wallTime, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** The same with what its names mean now. */
  JobSpec pinned(String exactRuntime, List<Input> exactInputs, @Nullable List<After> exactAfter) {
    return new JobSpec(
        name,
        kind,
        project,
        exactRuntime,
        flavour,
        nodes,
        leastNodes,
        array,
        command,
        code,
        exactInputs,
        outputs,
        wallTime,
        environment,
        retries,
        priority,
        exactAfter,
        earliestStart,
        deadline,
        cheapest,
        priceCeiling,
        preemptible,
        topology,
        nodeSelector,
        apart);
  }

  /**
   * So many equal tasks; each runs, is tried again and is paid for as a job of its own.
   *
   * @param tasks how many, 1 to 100,000
   * @param atOnce how many of them may have a place at once; all where absent
   */
  @Schema(name = "JobArray")
  public record Array(Integer tasks, @Nullable Integer atOnce) {
    int count() {
      return tasks;
    }
  }

  /**
   * A job that must have ended before.
   *
   * @param job its id, or its name: the latest of that name
   * @param condition ok where absent
   */
  @Schema(name = "JobAfter")
  public record After(String job, @Nullable Condition condition) {}

  /** How a job must have ended. */
  public enum Condition {
    /** Well. */
    @JsonProperty("ok")
    OK,
    /** In whatever way. */
    @JsonProperty("any")
    ANY
  }

  /**
   * An input; exactly one of dataset and model.
   *
   * @param name names the folder and the variable {@code PENSTOCK_INPUT_<NAME>}
   * @param dataset a dataset's name, or {@code name@version}; the latest where no version is given
   * @param model a model's name, likewise
   */
  public record Input(String name, @Nullable String dataset, @Nullable String model) {}

  /**
   * An output.
   *
   * @param name names the folder and the variable {@code PENSTOCK_OUTPUT_<NAME>}
   * @param model registers the output as a version of this model
   */
  public record Output(String name, @Nullable String model) {}
}
