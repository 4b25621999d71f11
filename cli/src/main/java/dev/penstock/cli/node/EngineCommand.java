package dev.penstock.cli.node;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.queue.Times;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The engines, for the centre's staff. */
@Command(name = "engine")
public final class EngineCommand {
  private final Shell shell;

  public EngineCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list() {
    shell.list(
        Address.of("v1", "engines"),
        1_000,
        Column.text("name"),
        Column.text("kind"),
        Column.word("reachable"),
        Column.time("since"),
        Column.time("lastAnswer"),
        Column.number("nodes"),
        Column.number("runningAttempts"),
        Column.text("error"));
  }

  @Command(name = "compare")
  void compare(
      @Parameters(paramLabel = "ENGINE", arity = "0..1") @Nullable String engine,
      @Option(names = "--from", paramLabel = "TIME") @Nullable String from,
      @Option(names = "--to", paramLabel = "TIME") @Nullable String to,
      @Option(names = "--for", paramLabel = "DURATION") @Nullable String time) {
    Times times = from == null ? lastDay() : Times.read(from, to, time);
    JsonNode answer =
        shell
            .api()
            .get(
                Address.of("v1", "engines", "comparison")
                    .with("from", times.from().toString())
                    .with("to", times.to().toString())
                    .with("engine", engine));
    if (shell.json()) {
      shell.show(answer);
      return;
    }
    List<JsonNode> differences = new ArrayList<>();
    for (JsonNode it : answer.path("engines")) {
      tell(it);
      for (JsonNode one : it.path("differences")) {
        differences.add(((ObjectNode) one).put("engine", Json.text(it, "name")));
      }
    }
    if (!differences.isEmpty()) {
      table(differences);
    }
  }

  private Times lastDay() {
    Instant now = shell.world().clock().instant();
    return new Times(now.minus(Duration.ofDays(1)), now);
  }

  private void tell(JsonNode it) {
    String name = Json.text(it, "name");
    if (!Json.text(it, "error").isEmpty()) {
      shell.tell("engine.away", name, Json.text(it, "error"));
    } else if (!it.path("keepsRecords").asBoolean(false)) {
      shell.tell("engine.no-records", name);
    } else {
      shell.tell(
          "engine.compared",
          name,
          Json.text(it, "equal"),
          Json.text(it, "waived"),
          Json.text(it, "open"),
          Json.text(it, "differing"));
    }
  }

  private void table(List<JsonNode> differences) {
    shell.list(
        differences,
        Column.text("engine"),
        new Column(
            "difference",
            false,
            (node, messages) -> messages.word("difference", Json.text(node, "kind"))),
        Column.text("attempt"),
        Column.text("organisation", "/organisationName"),
        Column.text("reference", "/theirs/0/reference"),
        Column.time("ourStart", "/ours/startedAt"),
        Column.time("theirStart", "/theirs/0/startedAt"),
        Column.time("ourEnd", "/ours/endedAt"),
        Column.time("theirEnd", "/theirs/0/endedAt"),
        new Column("ourCards", true, (node, messages) -> cards(node.at("/ours/milliCards"))),
        Column.text("theirCards", "/theirs/0/cards"));
  }

  private static String cards(JsonNode milli) {
    return milli.isNumber()
        ? BigDecimal.valueOf(milli.asLong(), 3).stripTrailingZeros().toPlainString()
        : "";
  }
}
