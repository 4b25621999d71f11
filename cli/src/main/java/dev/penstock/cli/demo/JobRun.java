package dev.penstock.cli.demo;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.job.JobLog;
import dev.penstock.cli.job.JobWait;
import dev.penstock.cli.job.Jobs;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Runs a job to its good end, and passes on what it says meanwhile. */
final class JobRun {
  private final Shell shell;
  private final Narrator narrator;
  private final Api api;

  /**
   * A job that has succeeded.
   *
   * @param job as it ended
   * @param held yuan that were held for it while it ran
   */
  record Ran(JsonNode job, BigDecimal held) {
    String id() {
      return Json.text(job, "id");
    }

    /** The attempt that succeeded. */
    JsonNode attempt() {
      return job.path("attempts").path(job.path("attempts").size() - 1);
    }
  }

  JobRun(Shell shell, Narrator narrator, Api api) {
    this.shell = shell;
    this.narrator = narrator;
    this.api = api;
  }

  /**
   * Quotes, submits and awaits.
   *
   * @throws Failure when the job does not succeed
   */
  Ran run(JsonNode spec) {
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
    return new Ran(job, held[0]);
  }

  /** A JSON file of the job's output {@code report}. */
  JsonNode report(Ran ran, String file) {
    Address address = Jobs.address(ran.id(), "outputs", "report").file(file);
    try (InputStream body = api.open(address, "application/json, */*")) {
      return Json.MAPPER.readTree(body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
