package dev.penstock.jobs;

import dev.penstock.models.DatasetVersionRef;
import dev.penstock.models.ModelVersion;
import dev.penstock.models.Models;
import dev.penstock.models.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers outputs as model versions, with where they came from. */
final class ModelOutputs {
  private final Models models;
  private final Metrics metrics;

  ModelOutputs(Models models, Metrics metrics) {
    this.models = models;
    this.metrics = metrics;
  }

  /** The outputs, those that name a model now with its version. */
  List<Job.Output> register(Job job, Attempt attempt, List<Job.Output> outputs) {
    List<Job.Output> registered = new ArrayList<>();
    for (Job.Output output : outputs) {
      registered.add(output.model() == null ? output : register(job, attempt, output));
    }
    return registered;
  }

  private Job.Output register(Job job, Attempt attempt, Job.Output output) {
    Map<String, Double> last = metrics.last(attempt.id());
    List<DatasetVersionRef> datasets =
        job.resolved().inputs().stream()
            .filter(input -> input.kind().equals("dataset"))
            .map(input -> new DatasetVersionRef(input.asset(), input.assetName(), input.version()))
            .toList();
    ModelVersion version =
        models.register(
            new Registration(
                job.org(),
                job.project(),
                java.util.Objects.requireNonNull(output.model()),
                output.tree(),
                job.id(),
                output.name(),
                job.spec().code(),
                datasets,
                last,
                job.submittedBy()));
    return new Job.Output(
        output.name(),
        output.tree(),
        output.bytes(),
        output.files(),
        output.model(),
        version.model(),
        version.version());
  }
}
