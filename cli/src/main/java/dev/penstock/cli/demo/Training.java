package dev.penstock.cli.demo;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.data.Datasets;
import dev.penstock.cli.job.JobFile;
import dev.penstock.cli.job.JobLog;
import dev.penstock.cli.job.JobWait;
import dev.penstock.cli.job.Jobs;
import dev.penstock.cli.model.ModelCommand;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The main job: data in, a quote, training, a registered model out. */
final class Training {
  static final String MODEL = "digits";

  private final Shell shell;
  private final Narrator narrator;
  private final Api api;
  private final Path sample;

  /**
   * What the job left.
   *
   * @param job as it ended
   * @param held yuan that were held for it while it ran
   * @param accuracy as the job reported it
   * @param predictions by the job, of the pictures that it never saw
   */
  record Trained(JsonNode job, BigDecimal held, BigDecimal accuracy, JsonNode predictions) {}

  Training(Shell shell, Narrator narrator, Api api, Path sample) {
    this.shell = shell;
    this.narrator = narrator;
    this.api = api;
    this.sample = sample;
  }

  Trained run() {
    upload();
    narrator.chapter("training");
    ObjectNode spec = JobFile.read(sample.resolve("job.yaml")).upload(shell, api, null);
    JsonNode quote = api.post(Address.of("v1", "quotes"), spec);
    narrator.tell(
        "quoted",
        Units.yuan(Json.text(quote, "perHourYuan")),
        Units.yuan(Json.text(quote, "dearestYuan")));
    String id = Json.text(api.post(Address.of("v1", "jobs"), spec), "id");
    narrator.tell("submitted", id);

    BigDecimal[] held = {BigDecimal.ZERO};
    Account account = new Account(api);
    new JobLog(api, shell.world().pause(), id)
        .follow(
            text -> {
              // the first words show that it runs; what is held for it is on hold now
              held[0] = held[0].max(account.held());
              narrator.log(text);
            });
    narrator.endLog();
    JsonNode job = new JobWait(shell, api).await(id);
    if (!Jobs.succeeded(job)) {
      throw new Failure(
          ExitCode.FAILED,
          "job.failed",
          Json.text(job.path("result"), "cause"),
          Json.text(job.path("result"), "blame"),
          Json.text(job.path("result"), "detail"));
    }
    narrator.tell("trained");
    JsonNode metrics = report(id, "metrics.json");
    return new Trained(
        job,
        held[0],
        new BigDecimal(Json.text(metrics, "accuracy")),
        report(id, "predictions.json"));
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

  private JsonNode report(String job, String file) {
    Address address = Jobs.address(job, "outputs", "report").file(file);
    try (InputStream body = api.open(address, "application/json, */*")) {
      return Json.MAPPER.readTree(body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
