package dev.penstock.cli.job;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Everything about one job. */
final class JobPage {
  static final Column[] OUTPUTS = {
    Column.text("output", "/name"),
    Column.bytes("bytes"),
    Column.text("files"),
    Column.text("modelVersion"),
    Column.text("tree")
  };

  private static final Column AFTER =
      new Column(
          "after",
          false,
          (job, messages) ->
              String.join(
                  ", ",
                  job.at("/spec/after").valueStream().map(it -> Json.text(it, "job")).toList()));

  private final Shell shell;

  JobPage(Shell shell) {
    this.shell = shell;
  }

  void show(JsonNode job) {
    shell.show(
        job,
        Column.text("id"),
        Column.text("name"),
        Column.text("kind"),
        Column.text("project"),
        Column.word("state"),
        Column.text("reason"),
        Column.text("runtime", "/spec/runtime"),
        Column.text("flavour", "/spec/flavour"),
        Column.text("nodes"),
        TaskPage.TASKS_BY_STATE,
        Column.text("array", "/arrayId"),
        Column.text("arrayIndex"),
        AFTER,
        Column.time("earliestStart", "/spec/earliestStart"),
        Column.time("deadline", "/spec/deadline"),
        Column.time("submittedAt"),
        Column.time("startedAt"),
        Column.time("endedAt"),
        Column.text("cause", "/result/cause"),
        Column.text("blame", "/result/blame"),
        Column.text("detail", "/result/detail"));
    if (shell.json()) {
      return;
    }
    part(
        job.path("attempts").valueStream().toList(),
        Column.number("number"),
        Column.text("id"),
        Column.word("state"),
        Column.text("node"),
        Column.time("startedAt"),
        Column.time("endedAt"),
        Column.number("exitCode"),
        Column.text("cause"),
        Column.text("blame"));
    part(job.path("outputs").valueStream().toList(), OUTPUTS);
  }

  private void part(List<JsonNode> items, Column... columns) {
    if (!items.isEmpty()) {
      shell.world().out().println();
      shell.list(items, columns);
    }
  }
}
