package dev.penstock.models;

import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.PersonId;
import dev.penstock.shared.ProjectId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job's output that becomes a version of a model.
 *
 * @param name the model's; it is made where there is none
 * @param tree the output's files
 * @param job the job
 * @param output the output's name in the job; with the job it names the registration
 * @param codeHash the tree of the job's code; null where it had none
 * @param datasets what the job took in
 * @param metrics what the job measured
 * @param by who submitted the job
 */
public record Registration(
    OrgId org,
    ProjectId project,
    String name,
    String tree,
    JobId job,
    String output,
    @Nullable String codeHash,
    List<DatasetVersionRef> datasets,
    Map<String, Double> metrics,
    PersonId by) {}
