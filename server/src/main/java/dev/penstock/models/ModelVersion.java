package dev.penstock.models;

import dev.penstock.shared.JobId;
import dev.penstock.shared.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model, with its lineage; it never changes.
 *
 * @param id names the version
 * @param model the model's id
 * @param name the model's name
 * @param version its number, from 1
 * @param tree the hash of its files' tree
 * @param bytes the sum of its files' sizes
 * @param files how many there are
 * @param job the job that made it
 * @param output which output of the job it was
 * @param codeHash the tree of the job's code; null where it had none
 * @param datasets what the job took in
 * @param metrics the last value of each metric that the job wrote
 * @param by who submitted the job
 */
public record ModelVersion(
    UUID id,
    UUID model,
    String name,
    int version,
    String tree,
    long bytes,
    int files,
    JobId job,
    String output,
    @Nullable String codeHash,
    List<DatasetVersionRef> datasets,
    Map<String, Double> metrics,
    PersonId by,
    Instant createdAt) {

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
