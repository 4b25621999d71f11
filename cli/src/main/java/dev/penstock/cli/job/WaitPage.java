package dev.penstock.cli.job;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Messages;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Units;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What holds a job that waits, as the server explains it. */
final class WaitPage {
  /** Its place among its organisation's jobs that wait. */
  static final Column POSITION =
      new Column("position", true, (wait, messages) -> place(wait, messages, "own"));

  /** Its place among all that wait for the same kind of node. */
  static final Column LINE =
      new Column(
          "line",
          true,
          (wait, messages) -> {
            String place = place(wait, messages, "line");
            String model = wait.at("/position/cardModel").asString("");
            return model.isEmpty() ? place : model + " " + place;
          });

  static final Column LIKELY_START =
      new Column(
          "likelyStart",
          false,
          (wait, messages) -> {
            String at = wait.at("/likelyStart/at").asString("");
            return at.isEmpty() ? messages.text("wait.unknown") : Units.time(at);
          });

  private final Shell shell;

  WaitPage(Shell shell) {
    this.shell = shell;
  }

  private static String place(JsonNode wait, Messages messages, String field) {
    JsonNode position = wait.path("position");
    return messages.text(
        "wait.place", Json.text(position, field), Json.text(position, field + "Waiting"));
  }

  static boolean waits(JsonNode wait) {
    return wait.path("position").isObject();
  }

  /** What holds it, and what would let it start sooner. */
  void why(JsonNode wait) {
    if (shell.json() || !waits(wait)) {
      showOrTell(wait);
      return;
    }
    shell.show(
        wait,
        Column.text("name"),
        Column.word("rule"),
        Column.text("reason"),
        POSITION,
        LINE,
        Column.text("flavour", "/facts/flavour"),
        Column.text("needed", "/facts/needed"),
        Column.text("fitting", "/facts/fitting"),
        Column.text("possible", "/facts/possible"),
        Column.text("notReady", "/facts/notReady"),
        new Column(
            "couldEverRun",
            false,
            (it, messages) -> messages.word("couldEverRun", Json.text(it, "couldEverRun"))),
        Column.text("never"),
        LIKELY_START);
    shell.world().out().println();
    JsonNode changes = wait.path("changes");
    shell.tell(changes.isEmpty() ? "wait.no-change" : "wait.changes");
    changes.forEach(change -> shell.world().out().println("  " + Json.text(change, "text")));
  }

  /** When it is likely to start, and how old that is. */
  void when(JsonNode wait) {
    if (shell.json() || !waits(wait)) {
      showOrTell(wait);
      return;
    }
    Instant now = shell.world().clock().instant();
    JsonNode start = wait.path("likelyStart");
    String why = Json.text(start, "why");
    Duration age = Duration.between(instant(start, "asOf", now), now);
    if (Json.text(start, "at").isEmpty()) {
      shell.tell("wait.start-unknown", Json.text(wait, "name"), why);
    } else {
      Instant at = instant(start, "at", now);
      shell.tell(
          "wait.start",
          Json.text(wait, "name"),
          Units.time(at.toString()),
          Units.duration(Duration.between(now, at)));
      shell.tell("wait.start-why", why);
    }
    shell.tell("wait.age", Units.duration(age));
  }

  private void showOrTell(JsonNode wait) {
    if (shell.json()) {
      shell.world().out().println(Json.pretty(wait));
    } else {
      shell.tell(
          "wait.none",
          Json.text(wait, "name"),
          shell.messages().word("state", Json.text(wait, "state")));
    }
  }

  private static Instant instant(JsonNode node, String field, Instant otherwise) {
    String text = Json.text(node, field);
    return text.isEmpty() ? otherwise : Instant.parse(text);
  }
}
