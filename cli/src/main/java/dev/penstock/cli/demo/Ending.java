package dev.penstock.cli.demo;

import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Shell;
import dev.penstock.cli.shell.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table at the story's end: what happened, and which checks hold. */
final class Ending {
  private record Fact(String key, String value) {}

  private record Check(String key, String expected, String found, boolean holds) {}

  private final List<Fact> facts = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final ObjectNode attached = Json.object();

  /** Notes a fact; its name is the message {@code demo.fact.<key>}. */
  void fact(String key, String value) {
    facts.add(new Fact(key, value));
  }

  /** Checks that two texts are equal; the check's name is the message {@code demo.check.<key>}. */
  void same(String key, String expected, String found) {
    checks.add(new Check(key, expected, found, expected.equals(found)));
  }

  /** Checks that two numbers are equal, whatever zeros they are written with. */
  void same(String key, BigDecimal expected, BigDecimal found) {
    checks.add(
        new Check(
            key, expected.toPlainString(), found.toPlainString(), expected.compareTo(found) == 0));
  }

  /** Checks that a number is below a limit. */
  void below(String key, BigDecimal limit, BigDecimal found) {
    checks.add(
        new Check(
            key, "< " + limit.toPlainString(), found.toPlainString(), found.compareTo(limit) < 0));
  }

  /** Checks that two texts are not equal. */
  void unlike(String key, String other, String found) {
    checks.add(new Check(key, "\u2260 " + other, found, !other.equals(found)));
  }

  /** Shows a table between the facts and the checks, where people read. */
  void table(Table table) {
    tables.add(table);
  }

  /** Puts more into the answer that programs read. */
  void attach(String name, JsonNode value) {
    attached.set(name, value);
  }

  boolean allHold() {
    return checks.stream().allMatch(Check::holds);
  }

  void print(Shell shell) {
    if (shell.json()) {
      shell.world().out().println(Json.pretty(json()));
      return;
    }
    Table story = new Table().left(shell.text("demo.facts")).left(shell.text("demo.value"));
    facts.forEach(fact -> story.row(shell.text("demo.fact." + fact.key()), fact.value()));
    Table table =
        new Table()
            .left(shell.text("demo.checks"))
            .right(shell.text("demo.expected"))
            .right(shell.text("demo.found"))
            .left("");
    for (Check check : checks) {
      table.row(
          shell.text("demo.check." + check.key()),
          check.expected(),
          check.found(),
          shell.text(check.holds() ? "demo.holds" : "demo.broken"));
    }
    shell.world().out().println();
    story.lines().forEach(shell.world().out()::println);
    shell.world().out().println();
    for (Table each : tables) {
      each.lines().forEach(shell.world().out()::println);
      shell.world().out().println();
    }
    table.lines().forEach(shell.world().out()::println);
    shell.world().out().println();
    shell.tell(allHold() ? "demo.all-hold" : "demo.some-broken");
  }

  private ObjectNode json() {
    ObjectNode json = Json.object();
    ObjectNode story = json.putObject("facts");
    facts.forEach(fact -> story.put(fact.key(), fact.value()));
    ArrayNode list = json.putArray("checks");
    for (Check check : checks) {
      list.addObject()
          .put("name", check.key())
          .put("expected", check.expected())
          .put("found", check.found())
          .put("holds", check.holds());
    }
    return json.setAll(attached);
  }
}
