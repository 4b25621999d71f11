package dev.penstock.cli.node;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The faults of cards, nodes and engines, for the centre's operators. */
@Command(name = "incident")
public final class IncidentCommand {
  private static final Address INCIDENTS = Address.of("v1", "incidents");

  private final Shell shell;

  public IncidentCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list(
      @Option(names = "--ended") boolean ended,
      @Option(names = "--node", paramLabel = "NODE") @Nullable String node,
      @Option(names = "--severity", paramLabel = "SEVERITY") @Nullable String severity,
      @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit) {
    shell.list(
        INCIDENTS.with("open", ended ? null : "true").with("node", node).with("severity", severity),
        limit,
        Column.text("id"),
        Column.word("severity"),
        Column.word("state"),
        Column.text("engine"),
        Column.text("node"),
        Column.number("card"),
        Column.time("beganAt"),
        Column.time("endedAt"),
        new Column("attempts", true, (it, messages) -> it.at("/losses/attempts").asString("")),
        Column.text("said"));
  }

  @Command(name = "show")
  void show(@Parameters(paramLabel = "INCIDENT") String id) {
    tell(shell.api().get(Address.of("v1", "incidents", id)));
  }

  @Command(name = "clear")
  void clear(
      @Parameters(paramLabel = "INCIDENT") String id,
      @Option(names = "--note", required = true, paramLabel = "TEXT") String note) {
    tell(
        shell
            .api()
            .post(Address.of("v1", "incidents", id, "clear"), Json.object().put("note", note)));
  }

  private void tell(JsonNode story) {
    if (shell.json()) {
      shell.show(story);
      return;
    }
    JsonNode incident = story.path("incident");
    shell.show(
        incident,
        Column.text("id"),
        Column.word("severity"),
        Column.word("state"),
        Column.text("engine"),
        Column.text("node"),
        Column.number("card"),
        Column.text("said"),
        Column.time("beganAt"),
        Column.time("wellSince"),
        Column.time("endedAt"),
        Column.text("clearedBy"),
        Column.text("note"),
        new Column(
            "cardSeconds", true, (it, messages) -> it.at("/losses/cardSeconds").asString("")),
        new Column(
            "notChargedYuan",
            true,
            (it, messages) -> it.at("/losses/notChargedYuan").asString("")));
    shell.world().out().println();
    shell.list(
        story.path("events").valueStream().toList(),
        Column.time("at"),
        Column.word("happened"),
        Column.text("said"),
        Column.text("by"));
    if (!story.path("hits").isEmpty()) {
      shell.world().out().println();
      shell.list(
          story.path("hits").valueStream().toList(),
          Column.text("organisation", "/organisationName"),
          Column.text("job"),
          Column.text("jobName"),
          Column.time("at"),
          Column.text("cause"),
          Column.number("cardSeconds"),
          Column.yuan("notChargedYuan"));
    }
  }
}
