package dev.penstock.jobs;

import io.swagger.v3.oas.annotations.media.Schema;
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
 * @param nodes how many nodes it needs at once, 1 to 10,000; 1 where absent
 * @param command the program
 * @param code the hash of an uploaded tree that is shown at {@code /job/code}
 * @param inputs what is shown read-only at {@code /job/inputs/<name>}
 * @param outputs what is kept of what the job writes
 * @param wallTime the longest that it may run; 1 h where absent; a service has none
 * @param environment further variables
 * @param retries how often it is tried again after a failure of its own, 0 to 10
 * @param priority normal where absent
 */
public record JobSpec(
    @Schema(example = "digits") String name,
    @Nullable JobKind kind,
    @Nullable String project,
    @Schema(example = "pytorch-cpu") String runtime,
    @Schema(example = "cpu.small") String flavour,
    @Nullable Integer nodes,
    Command command,
    @Nullable String code,
    @Nullable List<Input> inputs,
    @Nullable List<Output> outputs,
    @Nullable WallTime wallTime,
    @Nullable Map<String, String> environment,
    @Nullable Integer retries,
    @Nullable Priority priority) {

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
