package dev.penstock.cli.queue;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Column;
import dev.penstock.cli.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** When nodes are worked on and nothing may run there, for the centre's operators. */
@Command(name = "maintenance")
public final class MaintenanceCommand {
  private static final Address MAINTENANCE = Address.of("v1", "maintenance");
  private static final int MANY = 10_000;

  private final Shell shell;

  public MaintenanceCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "ls", aliases = "list")
  void list(@Option(names = "--ended") boolean ended) {
    shell.list(
        MAINTENANCE.with("ended", ended ? "true" : null),
        MANY,
        Column.text("id"),
        Column.time("from"),
        Column.time("to"),
        Column.words("nodes"),
        Column.text("reason"),
        Column.text("madeBy"));
  }

  @Command(name = "add")
  void add(
      @Parameters(paramLabel = "NODE", arity = "1..*") List<String> nodes,
      @Option(names = "--from", required = true, paramLabel = "TIME") String from,
      @Option(names = "--to", paramLabel = "TIME") @Nullable String to,
      @Option(names = "--for", paramLabel = "DURATION") @Nullable String time,
      @Option(names = "--reason", required = true, paramLabel = "TEXT") String reason) {
    Times times = Times.read(from, to, time);
    ObjectNode body = Json.object();
    nodes.forEach(body.putArray("nodes")::add);
    body.put("from", times.from().toString())
        .put("to", times.to().toString())
        .put("reason", reason);
    shell.show(
        shell.api().post(MAINTENANCE, body),
        Column.text("id"),
        Column.words("nodes"),
        Column.time("from"),
        Column.time("to"));
  }

  @Command(name = "rm", aliases = "remove")
  void remove(@Parameters(paramLabel = "WINDOW") String id) {
    shell.api().delete(Address.of("v1", "maintenance", id));
    shell.tell("maintenance.removed", id);
  }
}
