package dev.penstock.cli.job;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tasks of an array. */
final class TaskPage {
  /** How many of an array's tasks have ended, of how many; nothing for a single job. */
  static final Column TASKS =
      new Column(
          "tasks",
          true,
          (job, messages) -> {
            JsonNode tasks = job.path("tasks");
            return tasks.isMissingNode() ? "" : ended(tasks) + "/" + tasks.path("total").asInt(0);
          });

  /** The same in full, of one array. */
  static final Column TASKS_BY_STATE =
      new Column(
          "tasks",
          false,
          (job, messages) -> {
            JsonNode tasks = job.path("tasks");
            return tasks.isMissingNode() ? "" : messages.text("job.tasks", figures(tasks));
          });

  private final Shell shell;
  private final Api api;

  TaskPage(Shell shell, Api api) {
    this.shell = shell;
    this.api = api;
  }

  static int ended(JsonNode tasks) {
    return tasks.path("succeeded").asInt(0)
        + tasks.path("failed").asInt(0)
        + tasks.path("cancelled").asInt(0);
  }

  private static @Nullable Object[] figures(JsonNode tasks) {
    return Stream.of("total", "waiting", "running", "succeeded", "failed", "cancelled")
        .map(field -> (Object) tasks.path(field).asInt(0))
        .toArray();
  }

  /** Those that have had a place, below how all of them are doing. */
  void show(String array, @Nullable String state, int limit) {
    Address address = Jobs.address(array, "tasks").with("state", state);
    List<JsonNode> tasks = api.list(address, limit);
    if (!shell.json()) {
      shell.tell("job.tasks", figures(api.get(Jobs.address(array)).path("tasks")));
    }
    shell.list(
        tasks,
        Column.number("arrayIndex"),
        Column.text("id"),
        Column.word("state"),
        Column.time("startedAt"),
        Column.time("endedAt"),
        Column.text("cause", "/result/cause"),
        Column.text("detail", "/result/detail"));
  }
}
