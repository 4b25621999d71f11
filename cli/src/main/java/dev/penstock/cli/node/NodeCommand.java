package dev.penstock.cli.node;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The nodes, for the centre's operators. */
@Command(name = "node")
public final class NodeCommand {
  private final Shell shell;

  public NodeCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list() {
    shell.list(
        Address.of("v1", "operator", "nodes"),
        10_000,
        Column.text("name"),
        Column.text("engine"),
        Column.word("state"),
        Column.number("milliCores"),
        Column.number("memoryMiB"),
        new Column("cards", true, (node, messages) -> String.valueOf(node.path("cards").size())),
        Column.text("reason"));
  }

  @Command(name = "drain")
  void drain(
      @Parameters(paramLabel = "NODE") String node,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    shell.api().post(act(node, "drain"), Json.object().put("reason", reason));
    shell.tell("node.drained", node);
  }

  @Command(name = "resume")
  void resume(@Parameters(paramLabel = "NODE") String node) {
    shell.api().post(act(node, "resume"), Json.object());
    shell.tell("node.resumed", node);
  }

  private static Address act(String node, String act) {
    return Address.of("v1", "operator", "nodes", node, act);
  }
}
