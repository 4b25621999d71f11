package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What waits: the organisation's own jobs, or all of them for the centre's staff. */
@Command(name = "queue")
public final class QueueCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "50")
  int limit;

  public QueueCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Api api = shell.api();
    if (operates(api.get(Address.of("v1", "me")))) {
      all();
    } else {
      own(api);
    }
    return ExitCode.OK;
  }

  private static boolean operates(JsonNode me) {
    return me.path("permissions")
        .valueStream()
        .anyMatch(it -> it.asString("").equalsIgnoreCase("operate"));
  }

  private void all() {
    shell.list(
        Address.of("v1", "operator", "queue"),
        limit,
        Column.text("id", "/jobId"),
        Column.text("name"),
        Column.text("organisation", "/organisationName"),
        Column.text("priority"),
        Column.text("flavour"),
        Column.number("nodes"),
        new Column(
            "waiting",
            true,
            (job, messages) ->
                Units.duration(Duration.ofSeconds(job.path("waitingSeconds").asLong(0)))),
        Column.text("reason"));
  }

  private void own(Api api) {
    Address queued = Jobs.ALL.with("state", "QUEUED").with("sort", "submittedAt");
    List<JsonNode> waits =
        api.list(queued, limit).stream()
            .map(job -> api.get(Jobs.address(Json.text(job, "id"), "wait")))
            // one may have been placed since the list was read
            .filter(WaitPage::waits)
            .sorted(Comparator.comparingInt(wait -> wait.at("/position/own").asInt(0)))
            .toList();
    shell.list(
        waits,
        Column.text("id", "/jobId"),
        Column.text("name"),
        WaitPage.POSITION,
        WaitPage.LINE,
        Column.text("reason"),
        WaitPage.LIKELY_START);
  }
}
