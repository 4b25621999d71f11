package dev.penstock.jobs;

import dev.penstock.datasets.DatasetVersion;
import dev.penstock.datasets.Datasets;
import dev.penstock.dispatch.Fit;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.RuntimeSpec;
import dev.penstock.fleet.Runtimes;
import dev.penstock.models.ModelVersion;
import dev.penstock.models.Models;
import dev.penstock.queues.Queues;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import dev.penstock.shared.ProjectId;
import dev.penstock.shared.Shape;
import dev.penstock.storage.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds out what the names in a specification mean now. */
final class Resolver {
  private final Flavours flavours;
  private final Runtimes runtimes;
  private final Queues queues;
  private final Trees trees;
  private final Datasets datasets;
  private final Models models;

  Resolver(
      Flavours flavours,
      Runtimes runtimes,
      Queues queues,
      Trees trees,
      Datasets datasets,
      Models models) {
    this.flavours = flavours;
    this.runtimes = runtimes;
    this.queues = queues;
    this.trees = trees;
    this.datasets = datasets;
    this.models = models;
  }

  /**
   * The shape of a specification's flavour, which must fit the centre.
   *
   * @throws ProblemException when the flavour or the runtime is unknown, or it can't ever fit
   */
  Shape shape(JobSpec spec) {
    Shape shape = flavours.require("flavour", spec.flavour()).shape();
    runtimes.require("runtime", spec.runtime());
    if (queues.fitWhenEmpty(leastNodes(spec), shape, isService(spec))
        instanceof Fit.Impossible impossible) {
      throw doesNotFit(spec, impossible);
    }
    return shape;
  }

  private static boolean isService(JobSpec spec) {
    return spec.kind() != null && spec.kind().isService();
  }

  private static int leastNodes(JobSpec spec) {
    return spec.leastNodes() == null ? Objects.requireNonNull(spec.nodes()) : spec.leastNodes();
  }

  /** Whether it could start now; outside of a tenant's transaction. */
  Fit fit(JobSpec spec, Shape shape) {
    return queues.fit(leastNodes(spec), shape, isService(spec));
  }

  /** The specification with every reference's version written out. */
  JobSpec pinned(JobSpec spec, Resolved resolved, @Nullable List<JobSpec.After> after) {
    RuntimeSpec runtime = runtimes.require("runtime", spec.runtime());
    List<JobSpec.Input> inputs =
        resolved.inputs().stream()
            .map(
                it ->
                    it.kind().equals("dataset")
                        ? new JobSpec.Input(it.name(), it.reference(), null)
                        : new JobSpec.Input(it.name(), null, it.reference()))
            .toList();
    return spec.pinned(runtime.reference(), inputs, after);
  }

  /**
   * Finds code and inputs, and keeps the inputs from being deleted while the job lives; within the
   * tenant's transaction.
   */
  Resolved resolve(Submission submission, ProjectId project, JobId job, JobSpec spec, Shape shape) {
    OrgId org = submission.org();
    if (spec.code() != null && trees.find(org, spec.code()).isEmpty()) {
      throw Problems.invalid(
          "code", spec.code(), "upload the folder first; POST /v1/snapshots answers its tree");
    }
    List<Resolved.Input> inputs = new ArrayList<>();
    for (JobSpec.Input input : Objects.requireNonNull(spec.inputs())) {
      inputs.add(
          at("inputs[" + inputs.size() + "]", input, () -> resolve(org, project, job, input)));
    }
    return new Resolved(shape, List.copyOf(inputs), submission.folder());
  }

  private Resolved.Input resolve(OrgId org, ProjectId project, JobId job, JobSpec.Input input) {
    if (input.dataset() != null) {
      DatasetVersion it = datasets.resolve(org, project, input.dataset());
      datasets.use(it, job);
      return new Resolved.Input(
          input.name(), "dataset", it.dataset(), it.name(), it.version(), it.tree());
    }
    ModelVersion it = models.resolve(org, project, Objects.requireNonNull(input.model()));
    models.use(it, job);
    return new Resolved.Input(
        input.name(), "model", it.model(), it.name(), it.version(), it.tree());
  }

  private static Resolved.Input at(
      String field, JobSpec.Input input, java.util.function.Supplier<Resolved.Input> resolve) {
    try {
      return resolve.get();
    } catch (ProblemException e) {
      throw new ProblemException(
          e.problem().at(field + (input.dataset() == null ? ".model" : ".dataset")));
    }
  }

  private ProblemException doesNotFit(JobSpec spec, Fit.Impossible it) {
    String centre = "no node of this centre ";
    return switch (it.limit()) {
      case CARD_MODEL -> never("flavour", spec.flavour(), centre + "has such cards", fitting(spec));
      case CARDS ->
          never(
              "flavour",
              spec.flavour(),
              centre + "has more than " + it.most() + " cards of the model",
              fitting(spec));
      case CORES ->
          never(
              "flavour",
              spec.flavour(),
              centre
                  + "has more than %s cores; it asks for %s"
                      .formatted(cores(it.most()), cores(it.asked())),
              fitting(spec));
      case MEMORY ->
          never(
              "flavour",
              spec.flavour(),
              centre + "has more than %d MiB; it asks for %d".formatted(it.most(), it.asked()),
              fitting(spec));
      case NODES ->
          never(
              "nodes",
              String.valueOf(it.asked()),
              "only %d nodes of this centre could hold the flavour %s"
                  .formatted(it.most(), spec.flavour()),
              it.most() > 0 ? "ask for at most " + it.most() : fitting(spec));
      case CARD_PARTS ->
          never(
              "flavour",
              spec.flavour(),
              "it has a part of a card, and no engine with such cards gives parts of them",
              fitting(spec));
      case SERVICES ->
          never(
              "kind",
              kind(spec),
              "no engine of this centre runs services, which notebooks and endpoints are",
              "run it as a job that ends by itself, or ask the centre's operator for nodes of an"
                  + " engine that runs services");
      case SERVICE_NODES ->
          never(
              "flavour",
              spec.flavour(),
              "the nodes that could hold it belong to engines that run no services; of the others,"
                  + " %d could hold it and it asks for %d".formatted(it.most(), it.asked()),
              fitting(spec));
    };
  }

  private static String cores(long milli) {
    return java.math.BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString();
  }

  private static String kind(JobSpec spec) {
    return Objects.requireNonNull(spec.kind()).name().toLowerCase(Locale.ROOT);
  }

  private String fitting(JobSpec spec) {
    List<String> fitting =
        flavours.all().stream()
            .filter(
                flavour ->
                    queues.fitWhenEmpty(1, flavour.shape(), isService(spec))
                        instanceof Fit.Possible)
            .map(dev.penstock.fleet.Flavour::name)
            .toList();
    return "these flavours fit: " + String.join(", ", fitting);
  }

  private static ProblemException never(String field, String value, String detail, String hint) {
    return Problems.unprocessable("never-fits", field, value, detail, hint);
  }
}
