package dev.penstock.cli.demo;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.data.Datasets;
import dev.penstock.cli.demo.JobRun.Ran;
import dev.penstock.cli.job.JobFile;
import dev.penstock.cli.model.ModelCommand;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The main job: data in, a quote, training, a registered model out. */
final class Training {
  static final String MODEL = "digits";

  private final Shell shell;
  private final Narrator narrator;
  private final Api api;
  private final Path sample;
  private final @Nullable String flavour;

  /**
   * What the job left.
   *
   * @param ran the job
   * @param accuracy as the job reported it
   * @param predictions by the job, of the pictures that it never saw
   */
  record Trained(Ran ran, BigDecimal accuracy, JsonNode predictions) {}

  /**
   * @param flavour the flavour to run it with; null: the one that the sample names
   */
  Training(Shell shell, Narrator narrator, Api api, Path sample, @Nullable String flavour) {
    this.shell = shell;
    this.narrator = narrator;
    this.api = api;
    this.sample = sample;
    this.flavour = flavour;
  }

  Trained run() {
    upload();
    narrator.chapter("training");
    ObjectNode spec = JobFile.read(sample.resolve("job.yaml")).upload(shell, api, null);
    if (flavour != null) {
      spec.put("flavour", flavour);
    }
    JobRun jobs = new JobRun(shell, narrator, api);
    Ran ran = jobs.run(spec);
    JsonNode metrics = jobs.report(ran, "metrics.json");
    return new Trained(
        ran, new BigDecimal(Json.text(metrics, "accuracy")), jobs.report(ran, "predictions.json"));
  }

  /** The version that the job registered, with its lineage. */
  JsonNode registered() {
    JsonNode model = ModelCommand.find(api, MODEL);
    JsonNode version = ModelCommand.version(api, Json.text(model, "id"), "1");
    narrator.chapter("model");
    narrator.tell(
        "registered",
        MODEL + "@1",
        Json.text(version, "job"),
        Json.text(version, "codeHash"),
        ModelCommand.datasets(version));
    return version;
  }

  private void upload() {
    Path data = sample.resolve("data");
    if (Files.isDirectory(data)) {
      narrator.chapter("data");
      JsonNode version =
          new Datasets(shell, api, null).upload("digits", data, shell.text("demo.data"));
      narrator.tell(
          "uploaded",
          "digits@" + Json.text(version, "version"),
          Units.bytes(version.path("bytes").asLong(0)));
    }
  }
}
