package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.queue.RightsForm;
import dev.penstock.cli.queue.TreePage;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  @Command(name = "tree")
  void tree(@Option(names = "--org", paramLabel = "ORG") @Nullable String org) {
    new TreePage(shell).show(org);
  }

  @Command(name = "set")
  void set(
      @Parameters(index = "0", paramLabel = "ORG") String org,
      @Parameters(index = "1", arity = "0..1", paramLabel = "PROJECT") @Nullable String project,
      @Option(names = "--weight", paramLabel = "N") @Nullable BigDecimal weight,
      @Option(names = "--guarantee", paramLabel = "RESOURCE=AMOUNT")
          @Nullable Map<String, String> guarantee,
      @Option(names = "--limit", paramLabel = "RESOURCE=AMOUNT") @Nullable Map<String, String> most,
      @Option(names = "--user-limit", paramLabel = "RESOURCE=AMOUNT")
          @Nullable Map<String, String> userLimit) {
    new RightsForm(shell)
        .put(
            org,
            project,
            new RightsForm.Change(weight, orNone(guarantee), orNone(most), orNone(userLimit)));
  }

  private static Map<String, String> orNone(@Nullable Map<String, String> given) {
    return given == null ? Map.of() : given;
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
