package dev.penstock.cli.node;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

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
        Column.text("network"),
        Column.text("superNode"),
        Column.text("reason"));
  }

  @Command(name = "set")
  void set(
      @Parameters(paramLabel = "NODE") String node,
      @Option(names = "--switch", paramLabel = "SWITCH") @Nullable String network,
      @Option(names = "--super-node", paramLabel = "SUPER-NODE") @Nullable String superNode,
      @Option(names = "--ring-cards", paramLabel = "N") @Nullable Integer ringCards,
      @Option(names = "--label", paramLabel = "NAME=VALUE") @Nullable Map<String, String> labels) {
    ObjectNode body = Json.object();
    if (network != null) {
      body.put("network", network);
    }
    if (superNode != null) {
      body.put("superNode", superNode);
    }
    if (ringCards != null) {
      body.put("ringCards", ringCards);
    }
    if (labels != null) {
      ObjectNode all = body.putObject("labels");
      labels.forEach(all::put);
    }
    shell.show(
        shell.api().patch(Address.of("v1", "nodes", node), body),
        Column.text("name"),
        Column.text("network"),
        Column.text("superNode"),
        Column.number("ringCards"),
        new Column(
            "labels",
            false,
            (it, messages) ->
                it.path("labels")
                    .propertyStream()
                    .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                    .collect(Collectors.joining(" "))));
  }

  @Command(name = "drain")
  void drain(
      @Parameters(paramLabel = "NODE") String node,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason,
      @Option(names = "--within", paramLabel = "DURATION") @Nullable String within) {
    ObjectNode body = Json.object().put("reason", reason);
    if (within != null) {
      body.put("within", within);
    }
    shell.api().post(act(node, "drain"), body);
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
