package dev.penstock.cli.queue;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the tree of the queues: a line for each queue and each resource that it has to do with. */
public final class TreePage {
  private static final List<String> FIGURES =
      List.of("used", "guaranteed", "deserved", "borrowed", "asked", "limit");

  private final Shell shell;

  public TreePage(Shell shell) {
    this.shell = shell;
  }

  /**
   * Shows it.
   *
   * @param org the id or name of the organisation whose branch is wanted; null for all
   */
  public void show(@Nullable String org) {
    Branches branches = Branches.read(shell.api());
    List<JsonNode> organisations =
        org == null
            ? branches.tree().path("organisations").valueStream().toList()
            : List.of(branches.organisation(org));
    if (shell.json()) {
      JsonNode tree = branches.tree();
      ObjectNode shown = Json.object();
      tree.properties().forEach(field -> shown.set(field.getKey(), field.getValue()));
      shown.set("organisations", Json.array().addAll(organisations));
      shell.world().out().println(Json.pretty(shown));
      return;
    }
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode organisation : organisations) {
      rows(rows, organisation, "");
      organisation.path("projects").forEach(project -> rows(rows, project, "  "));
    }
    shell.list(
        rows,
        Column.text("queue"),
        Column.text("resource"),
        figure("used"),
        figure("guaranteed"),
        figure("deserved"),
        figure("borrowed"),
        figure("asked"),
        figure("limit"),
        Column.number("weight"));
  }

  private void rows(List<JsonNode> rows, JsonNode queue, String indent) {
    String name = indent + Json.text(queue, "name");
    for (JsonNode share : queue.path("shares")) {
      boolean idle = FIGURES.stream().allMatch(it -> share.path(field(it)).asLong(0) == 0);
      // a queue that has to do with nothing has one line all the same
      boolean last = share.path("cardModel").isMissingNode();
      if (!idle || (last && !shown(rows, queue))) {
        ObjectNode row = Json.object();
        row.put("id", Json.text(queue, "id"));
        row.put("queue", shown(rows, queue) ? "" : name);
        row.put("resource", last ? shell.text("queue.cores") : Json.text(share, "cardModel"));
        FIGURES.forEach(it -> row.set(it, share.path(field(it))));
        row.set("weight", queue.at("/rights/weight"));
        rows.add(row);
      }
    }
  }

  /** Waiting is a time in other lists. */
  private static String field(String figure) {
    return figure.equals("asked") ? "waiting" : figure;
  }

  private static boolean shown(List<JsonNode> rows, JsonNode queue) {
    return !rows.isEmpty() && Json.text(rows.getLast(), "id").equals(Json.text(queue, "id"));
  }

  private static Column figure(String field) {
    return new Column(
        field,
        true,
        (row, messages) -> row.path(field).isNumber() ? thousandths(row.path(field).asLong()) : "");
  }

  private static String thousandths(long amount) {
    return BigDecimal.valueOf(amount, 3).stripTrailingZeros().toPlainString();
  }
}
